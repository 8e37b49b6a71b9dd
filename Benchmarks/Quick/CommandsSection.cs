using System.Globalization;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>
/// Commands a second end to end on one thread: generated, carried out by model and machine, outcome and view
/// compared at every step; and what the parts of that cost on the same sequences.
/// </summary>
internal sealed class CommandsSection : IQuickSection
{
    private const int Rounds = 15;
    private const int BatchSequences = 3_000;
    private const double MostTimesTheParts = 2;
    private const double HeldDirect = 3.0;
    private const double HeldOnCore = 2.0;

    /// <inheritdoc/>
    public string Title => "commands a second, end to end, one thread";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        CommandsCase[] cases =
        [
            new(MachineRegistry.OptimizedDirect.Name, MachineRegistry.OptimizedDirect.Create(), Dialect.Sound),
            new($"{MachineRegistry.Optimized.Name} (core)", MachineRegistry.Optimized.Create(), Dialect.Sound),
            new(MachineRegistry.PostedDirect.Name, MachineRegistry.PostedDirect.Create(), Dialect.Posted),
            new($"{MachineRegistry.Posted.Name} (core)", MachineRegistry.Posted.Create(), Dialect.Posted),
        ];
        for (int round = 0; round < Rounds; round++)
        {
            foreach (CommandsCase contestant in cases)
            {
                contestant.Round((ulong)round + 1, BatchSequences);
            }
        }

        output.WriteLine("machine            M commands/s   ns: all  generate  model  machine  views and rest");
        foreach (CommandsCase contestant in cases)
        {
            output.WriteLine(contestant.Row);
        }

        Figure.Print(
            [
                Speed(cases[0], HeldDirect), Speed(cases[1], HeldOnCore), Speed(cases[2], HeldDirect),
                Speed(cases[3], HeldOnCore),
            ],
            output);
        return Goal.Judge([.. cases.Select(Compared)], output);
    }

    private static Goal Compared(CommandsCase contestant) => Goal.AtMost(
        $"{contestant.Name}: time of a compared command to that of its parts alone", contestant.WholeToParts,
        MostTimesTheParts);

    private static Figure Speed(CommandsCase contestant, double held) => new(
        contestant.Name,
        string.Create(CultureInfo.InvariantCulture, $"{contestant.Best:F2} M commands/s"),
        string.Create(CultureInfo.InvariantCulture, $"at least {held:F1} M"));
}
