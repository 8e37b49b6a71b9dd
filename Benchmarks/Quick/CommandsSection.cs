using System.Globalization;
using MsrSpec.Implementation.Vm;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>
/// Commands a second end to end on one thread: generated, decoded, carried out by model and machine, outcome and view
/// compared at every step; and what the parts of that cost on the same sequences.
/// </summary>
public sealed class CommandsSection : IQuickSection
{
    private const int Rounds = 15;
    private const int BatchSequences = 3_000;
    private const double DirectGoal = 3.0;
    private const double CoreGoal = 0.5;

    /// <inheritdoc/>
    public string Title => "commands a second, end to end, one thread";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        CommandsCase[] cases =
        [
            new("optimized-direct", VirtualMachines.OptimizedDirect(), Dialect.Sound),
            new("optimized (core)", VirtualMachines.Optimized(), Dialect.Sound),
            new("posted-direct", VirtualMachines.PostedDirect(), Dialect.Posted),
            new("posted (core)", VirtualMachines.Posted(), Dialect.Posted),
        ];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (CommandsCase contestant in cases)
            {
                contestant.Round((ulong)round + 1, BatchSequences);
            }
        }

        output.WriteLine("machine            M commands/s   ns: all  generate  decode  model  machine  views and rest");
        foreach (CommandsCase contestant in cases)
        {
            output.WriteLine(contestant.Row);
        }

        return Goal.Judge(
            [
                Reach(cases[0], DirectGoal), Reach(cases[1], CoreGoal), Reach(cases[2], DirectGoal),
                Reach(cases[3], CoreGoal),
            ],
            output);
    }

    private static Goal Reach(CommandsCase contestant, double goal) => new(
        string.Create(CultureInfo.InvariantCulture, $"{contestant.Name}: at least {goal:F1} M commands/s"),
        string.Create(CultureInfo.InvariantCulture, $"{contestant.Best:F2} M"),
        contestant.Best >= goal);
}
