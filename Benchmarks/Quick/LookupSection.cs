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

    private static readonly LookupContest[] Contests = [LookupContest.Allowlist, LookupContest.Filter];

    public string Title => "lookup: decision table (C#) and linear scan (C, gcc -O2), nanoseconds per lookup";

    public SectionResult Run(TextWriter output)
    {
        foreach (LookupContest contest in Contests)
        {
            if (NativeScan.WhyMissing(contest) is { } whyNot)
            {
                output.WriteLine($"skipped: {whyNot}.");
                return SectionResult.Skipped;
            }

            if (LookupEquality.FirstDifference(contest) is { } difference)
            {
                output.WriteLine($"the answers of the {contest.Name} differ, so nothing is timed: {difference}.");
                return SectionResult.Different;
            }
        }

        LookupRow[][] rows = [.. Contests.Select(contest => Measure(contest, output))];
        return Goal.Judge([.. Goals(rows[0]), .. GoalsOfTheFilter(rows[0], rows[1])], output);
    }

    private static LookupRow[] Measure(LookupContest contest, TextWriter output)
    {
        output.WriteLine(
            $"{contest.Name}: equal on {LookupEquality.Tables * LookupEquality.LookupsPerTable:N0} lookups in "
            + $"{LookupEquality.Tables} random lists; best of {LookupMeasurement.Rounds} interleaved rounds");
        LookupRow[] rows = LookupMeasurement.Measure(contest);
        Print(output, rows);
        return rows;
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
            PeerTimes mean = MeanOf(rows, ranges);
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

    /// <summary>With all of its ranges a filter is as far ahead of its scan as an allowlist with all of its.</summary>
    private static IEnumerable<Goal> GoalsOfTheFilter(LookupRow[] allowlist, LookupRow[] filter)
    {
        PeerTimes ten = MeanOf(allowlist, LookupContest.Allowlist.MostRanges);
        PeerTimes sixteen = MeanOf(filter, LookupContest.Filter.MostRanges);
        const string What = "filter of 16 ranges: times as fast as the C scan";
        yield return Goal.AtLeast($"{What}, called", 1 / sixteen.CalledRatio, 1 / ten.CalledRatio);
        yield return Goal.AtLeast($"{What}, inlined", 1 / sixteen.InlinedRatio, 1 / ten.InlinedRatio);
    }

    private static PeerTimes MeanOf(LookupRow[] rows, int ranges) => PeerTimes.GeometricMean(
        [.. rows.Where(row => row.Ranges == ranges).Select(row => row.Throughput)]);

    private static Goal Spread(string what, double[] times) =>
        Goal.AtMost(what, times.Max() / times.Min(), LatencySpreadAllowed);
}
