using System.Globalization;
using MsrSpec.Benchmarks.Quick;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>
/// Three nested comparisons with magic numbers, from an empty corpus: without reports of operands nobody finds it.
/// </summary>
/// <param name="effort">How much to measure.</param>
internal sealed class PlantedBugSection(FuzzEffort effort) : IQuickSection
{
    private const double GoalSeconds = 10;
    private const int FoundStatus = 77;
    private const string Patience = "-max_total_time=30";

    /// <inheritdoc/>
    public string Title => "fuzzing: the planted bug behind three 32-bit comparisons, from an empty corpus";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        FuzzPair pair = FuzzPair.Magic().With(Patience);
        int inTime = 0;
        double slowest = 0;
        output.WriteLine("seed    C: seconds  inputs    C#: seconds  inputs");
        for (int seed = 1; seed <= effort.BugSeeds; seed++)
        {
            FuzzOutcome peer = pair.Peer.Run($"-seed={seed}");
            FuzzOutcome ours = pair.Ours.Run($"-seed={seed}");
            double seconds = Found(ours) ?? double.PositiveInfinity;
            slowest = Math.Max(slowest, seconds);
            inTime += seconds < GoalSeconds ? 1 : 0;
            output.WriteLine($"{seed,4} {Text(peer)} {Text(ours)}");
        }

        return Goal.Judge(
            [
                new Goal(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"found in C# in under {GoalSeconds:F0} seconds with each of {effort.BugSeeds} seeds"),
                    string.Create(CultureInfo.InvariantCulture, $"{inTime} of them, the slowest {slowest:F2} s"),
                    inTime == effort.BugSeeds),
            ],
            output);
    }

    private static double? Found(FuzzOutcome outcome) =>
        outcome.Status == FoundStatus ? outcome.FindingSeconds : null;

    private static string Text(FuzzOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Found(outcome),13:F2} {outcome.Executions,9:N0}");
}
