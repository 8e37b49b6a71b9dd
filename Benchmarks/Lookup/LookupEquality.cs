using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>
/// The condition of every claim of speed: over random lists that the interface accepts, the table and the C scan answer
/// alike. Ranges that reach 2^32 are left out: there the posted patch is known to differ.
/// </summary>
internal static class LookupEquality
{
    public const int Tables = 400;
    public const int LookupsPerTable = 4_096;

    private const int Seed = 3;

    private static readonly uint[] Anchors =
        [0, 0x3F, 0x40, 0xFFF, 0x1000, 0x3000, 0x3FFFFF, 0x400000, 0x40000000, 0xC0000000, 0xFFFFC000];

    private static readonly AccessFlags[] RangeFlags =
        [AccessFlags.None, AccessFlags.Read, AccessFlags.Write, AccessFlags.ReadWrite, AccessFlags.ReadWrite];

    /// <summary>The first difference in words, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The C peer is missing.</exception>
    public static string? FirstDifference(LookupContest contest)
    {
        Random random = new(Seed);
        for (int i = 0; i < Tables; i++)
        {
            if (DifferenceOf(contest, random, RandomRanges(contest, random)) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? DifferenceOf(LookupContest contest, Random random, BenchmarkRange[] ranges)
    {
        using NativeScan scan = NativeScan.Create(contest, ranges);
        IPublished table = contest.Publish(ranges);
        Query[] queries = [.. Enumerable.Range(0, LookupsPerTable).Select(_ => RandomQuery(random, ranges))];
        byte[] expected = new byte[queries.Length];
        scan.Answer(queries, expected);
        return FirstDifference(queries, expected, table);
    }

    private static string? FirstDifference(Query[] queries, byte[] expected, IPublished table)
    {
        for (int i = 0; i < queries.Length; i++)
        {
            if (table.Answer(queries[i]) != (expected[i] != 0))
            {
                return $"{queries[i].Type} of 0x{queries[i].Index:X}: the C scan answers {expected[i]}, the table not";
            }
        }

        return null;
    }

    private static BenchmarkRange[] RandomRanges(LookupContest contest, Random random)
    {
        List<BenchmarkRange> ranges = [];
        for (int wanted = random.Next(contest.MostRanges + 1); wanted > 0; wanted--)
        {
            BenchmarkRange range = RandomRange(random);
            if (contest.MayOverlap || !ranges.Exists(range.Collides))
            {
                ranges.Add(range);
            }
        }

        return [.. ranges];
    }

    private static BenchmarkRange RandomRange(Random random)
    {
        uint count = (uint)random.Next(1, random.Next(3) == 0 ? AllowlistLayout.MaxCount + 1 : 200);
        uint near = Anchors[random.Next(Anchors.Length)] + (uint)random.Next(0x4000);
        uint start = random.Next(4) == 0 ? (uint)random.NextInt64(1L << 32) : near;
        start = Math.Min(start, uint.MaxValue - count);
        return BenchmarkRange.Create(random, RangeFlags[random.Next(RangeFlags.Length)], start, count);
    }

    private static Query RandomQuery(Random random, BenchmarkRange[] ranges)
    {
        AccessFlags type = random.Next(2) == 0 ? AccessFlags.Read : AccessFlags.Write;
        if (ranges.Length == 0 || random.Next(4) == 0)
        {
            return new Query((uint)random.NextInt64(1L << 32), type);
        }

        BenchmarkRange range = ranges[random.Next(ranges.Length)];
        if (random.Next(2) == 0)
        {
            return new Query(OneBitFromAnEdge(random, range), type);
        }

        uint offset = random.Next(2) == 0 ? (uint)random.Next((int)range.Count) : (uint)random.Next(-3, 4);
        uint from = random.Next(2) == 0 ? range.Base : range.End;
        return new Query(from + offset, type);
    }

    /// <summary>
    /// Where a table that leaves a bit of the index out would answer as at the range's first or last MSR.
    /// </summary>
    private static uint OneBitFromAnEdge(Random random, BenchmarkRange range) =>
        (random.Next(2) == 0 ? range.Base : range.End - 1) ^ (1u << random.Next(32));
}
