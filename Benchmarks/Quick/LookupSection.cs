using MsrSpec.Benchmarks.Goals;
using MsrSpec.Benchmarks.Lookup;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>The decision table against gcc's linear scan over the ranges, as the posted patch does it.</summary>
internal sealed class LookupSection : IQuickSection
{
    private const double LatencySpreadAllowed = 1.10;

    /// <summary>How many times faster than the C scan, as the geometric mean over the mixes, per number of ranges.
    /// </summary>
    private static readonly (int Ranges, double Speedup)[] ThroughputGoals = [(1, 1.0), (5, 1.6), (10, 2.5)];

    public string Title => "lookup: decision table (C#) and linear scan (C, gcc -O2), nanoseconds per lookup";

    public SectionResult Run(TextWriter output)
    {
        if (NativeScan.WhyMissing() is { } whyNot)
        {
            output.WriteLine($"skipped: {whyNot}.");
            return SectionResult.Skipped;
        }

        if (LookupEquality.FirstDifference() is { } difference)
        {
            output.WriteLine($"the answers differ, so nothing is timed: {difference}.");
            return SectionResult.Different;
        }

        output.WriteLine(
            $"equal on {LookupEquality.Tables * LookupEquality.LookupsPerTable:N0} lookups in "
            + $"{LookupEquality.Tables} random allowlists; best of {LookupMeasurement.Rounds} interleaved rounds");
        LookupRow[] rows = LookupMeasurement.Measure();
        Print(output, rows);
        return Goal.Judge([.. Goals(rows)], output);
    }

    private static void Print(TextWriter output, LookupRow[] rows)
    {
        const string Contestants = "  C scan   called          inlined     ";
        output.WriteLine($"{string.Empty,28}{"throughput",-41}latency (dependent chain)");
        output.WriteLine($"ranges  {"mix",-18}{Contestants}  {Contestants}".TrimEnd());
        foreach (IGrouping<int, LookupRow> set in rows.GroupBy(row => row.Ranges))
        {
            foreach (LookupRow row in set)
            {
                output.WriteLine($"{row.Ranges,6}  {row.Mix,-18}{Times(row.Throughput)}  {Times(row.Latency)}");
            }

            PeerTimes throughput = PeerTimes.GeometricMean([.. set.Select(row => row.Throughput)]);
            PeerTimes latency = PeerTimes.GeometricMean([.. set.Select(row => row.Latency)]);
            output.WriteLine($"{set.Key,6}  {"geometric mean",-18}{Times(throughput)}  {Times(latency)}");
        }

        output.WriteLine("In parentheses: the time relative to the C scan's in the same run; below 1 is faster.");
    }

    private static string Times(PeerTimes times)
    {
        string called = $"{times.Called,8:F2} ({times.CalledRatio:F2})";
        string inlined = $"{times.Inlined,7:F2} ({times.InlinedRatio:F2})";
        return $"{times.Scan,8:F2} {called} {inlined}";
    }

    private static IEnumerable<Goal> Goals(LookupRow[] rows)
    {
        foreach ((int ranges, double speedup) in ThroughputGoals)
        {
            PeerTimes mean = PeerTimes.GeometricMean(
                [.. rows.Where(row => row.Ranges == ranges).Select(row => row.Throughput)]);
            string what = $"{ranges} range(s): times as fast as the C scan";
            yield return Goal.AtLeast($"{what}, called", 1 / mean.CalledRatio, speedup);
            yield return Goal.AtLeast($"{what}, inlined", 1 / mean.InlinedRatio, speedup);
        }

        PeerTimes[] latencies =
        [
            .. rows.GroupBy(row => row.Ranges)
                .Select(set => PeerTimes.GeometricMean([.. set.Select(row => row.Latency)])),
        ];
        const string Latency = "latency, slowest number of ranges to fastest";
        yield return Spread($"{Latency}, called", [.. latencies.Select(latency => latency.Called)]);
        yield return Spread($"{Latency}, inlined", [.. latencies.Select(latency => latency.Inlined)]);
    }

    private static Goal Spread(string what, double[] times) =>
        Goal.AtMost(what, times.Max() / times.Min(), LatencySpreadAllowed);
}
