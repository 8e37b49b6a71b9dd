using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>What the decision table's benchmark rests on: equal answers, and mixes that are what they say.</summary>
public sealed class DecisionTablePeerTests
{
    [Fact]
    public void The_table_and_the_linear_scan_in_C_answer_alike() => AnswerAlike(LookupContest.Allowlist);

    [Fact]
    public void So_do_those_of_a_filter() => AnswerAlike(LookupContest.Filter);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(16)]
    public void A_mix_holds_the_accesses_that_it_is_named_after(int size)
    {
        BenchmarkRange[] ranges = RangeSets.OfSize(size);
        Assert.Equal(size, ranges.Length);
        Assert.All(QueryMixes.Draw(Mix.HitFirst, ranges), query => Assert.True(Hits(ranges[0], query)));
        Assert.All(QueryMixes.Draw(Mix.HitLast, ranges), query => Assert.True(Hits(ranges[^1], query)));
        Assert.All(QueryMixes.Draw(Mix.UniformInRanges, ranges), query => Assert.True(HitsAny(ranges, query)));
        Assert.All(QueryMixes.Draw(Mix.Miss, ranges), query => Assert.False(HitsAny(ranges, query)));
        Assert.InRange(QueryMixes.Draw(Mix.FlatMix, ranges).Count(query => HitsAny(ranges, query)), 7_500, 8_900);
        Assert.Equal(68, QueryMixes.Draw(Mix.LinuxGuest, ranges).Select(query => query.Index).Distinct().Count());
    }

    private static void AnswerAlike(LookupContest contest)
    {
        string? missing = NativeScan.WhyMissing(contest);
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        Assert.Null(LookupEquality.FirstDifference(contest));
    }

    private static bool HitsAny(BenchmarkRange[] ranges, Query query)
    {
        return Array.Exists(ranges, range => Hits(range, query));
    }

    private static bool Hits(BenchmarkRange range, Query query)
    {
        return range.Contains(query.Index) && (range.Flags & query.Type) != AccessFlags.None;
    }
}
