using MsrSpec.Benchmarks.Goals;
using MsrSpec.Benchmarks.Quick;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>Our fuzzer against the same decoder in C, both under libFuzzer.</summary>
internal static class FuzzRun
{
    private const double QuietGoal = 0.8;
    private const double ComparesGoal = 1.0;

    /// <summary>Runs every comparison.</summary>
    /// <param name="output">Where tables and goals are printed.</param>
    /// <param name="effort">How much to measure.</param>
    /// <returns>The exit status: 0; 1 when answers differ or a goal is missed.</returns>
    public static int Run(TextWriter output, FuzzEffort effort)
    {
        if (FuzzPeers.WhyMissing() is { } whyNot)
        {
            output.WriteLine($"skipped: {whyNot}.");
            return 0;
        }

        IQuickSection[] sections =
        [
            new EqualitySection(),
            new ThroughputSection(compares: false, QuietGoal, effort),
            new ThroughputSection(compares: true, ComparesGoal, effort),
            new FullSizeSection(compares: false, effort),
            new FullSizeSection(compares: true, effort),
            new PlantedBugSection(effort),
        ];
        return QuickRun.Run(sections, output, gate: true);
    }
}
