using System.Globalization;
using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>
/// Three nested comparisons with magic numbers, from an empty corpus: without reports of operands nobody finds it.
/// </summary>
/// <param name="effort">How much to measure.</param>
internal sealed class PlantedBugSection(FuzzEffort effort) : IQuickSection
{
    private const double HeldSeconds = 0.3;
    private const int FoundStatus = 77;
    private const string Patience = "-max_total_time=30";

    /// <inheritdoc/>
    public string Title => "fuzzing: the planted bug behind three 32-bit comparisons, from an empty corpus";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        FuzzPair pair = FuzzPair.Magic().With(Patience);
        int found = 0;
        double slowest = 0;
        output.WriteLine("seed    C: seconds  inputs    C#: seconds  inputs");
        for (int seed = 1; seed <= effort.BugSeeds; seed++)
        {
            FuzzOutcome peer = pair.Peer.Run($"-seed={seed}");
            FuzzOutcome ours = pair.Ours.Run($"-seed={seed}");
            found += Found(ours) is null ? 0 : 1;
            slowest = Math.Max(slowest, Found(ours) ?? double.PositiveInfinity);
            output.WriteLine($"{seed,4} {Text(peer)} {Text(ours)}");
        }

        Figure.Print(
            [
                new Figure(
                    "the slowest in C#", string.Create(CultureInfo.InvariantCulture, $"{slowest:F2} s"),
                    string.Create(CultureInfo.InvariantCulture, $"at most {HeldSeconds:F1} s")),
            ],
            output);
        double share = (double)found / effort.BugSeeds;
        return Goal.Judge([Goal.AtLeast("share of the seeds with which C# finds it", share, 1)], output);
    }

    private static double? Found(FuzzOutcome outcome) =>
        outcome.Status == FoundStatus ? outcome.FindingSeconds : null;

    private static string Text(FuzzOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Found(outcome),13:F2} {outcome.Executions,9:N0}");
}
