using System.Diagnostics;
using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Implementation.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>What it costs to make the next snapshot. A budget, not a comparison: there is no peer.</summary>
public sealed class PublicationSection : IQuickSection
{
    private const int Rounds = 60;
    private const int AddsPerRound = 500;
    private const int WarmUpMilliseconds = 500;

    private static readonly BenchmarkRange[] Ten = RangeSets.OfSize(10);

    private static readonly (string Name, BenchmarkRange[] Before, uint Start, uint Count, double Budget)[] Cases =
    [
        ("64 registers, first range", [], Msr.Efer, 64, 1_000),
        ("64 registers, third range", [.. Ten.Take(2)], Msr.Efer, 64, 1_000),
        ("0x3000 registers, first range", [], 0, AllowlistLayout.MaxCount, 3_000),
        ("0x3000 registers, across words and leaves", [], 0xC0000123, AllowlistLayout.MaxCount, 3_000),
        ("0x3000 registers, tenth range", [.. Ten.Take(9)], 0x80000000, AllowlistLayout.MaxCount, 3_000),
    ];

    public string Title => "publication: the next snapshot with one more read and write range, copy on write";

    public SectionResult Run(TextWriter output)
    {
        WarmUp();
        List<Goal> goals = [];
        foreach ((string name, BenchmarkRange[] before, uint start, uint count, double budget) in Cases)
        {
            BenchmarkRange added = BenchmarkRange.Create(new Random(4), AccessFlags.ReadWrite, start, count);
            (double time, long bytes) = Cost(BenchmarkRange.Table(before), added);
            goals.Add(new Goal(
                $"{name}: at most {budget:N0} ns", $"{time:N0} ns, {bytes:N0} bytes allocated", time <= budget));
        }

        return Goal.Judge(goals, output);
    }

    /// <summary>Long enough for the compiler's last tier, so that the first case is not timed before it.</summary>
    private static void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds)
        {
            _ = BenchmarkRange.Table(Ten);
        }
    }

    private static (double Nanoseconds, long Bytes) Cost(DecisionTable before, BenchmarkRange added)
    {
        double best = double.PositiveInfinity;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < AddsPerRound; i++)
            {
                _ = added.AddedTo(before);
            }

            double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds / AddsPerRound;
            best = Math.Min(best, elapsed);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (best, allocated / (Rounds * AddsPerRound));
    }
}
