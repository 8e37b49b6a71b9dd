using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Draws the queries of each mix. Which direction is asked for is data, as it is for a guest.</summary>
internal static class QueryMixes
{
    /// <summary>Queries in one pass: more than a branch predictor remembers, and small enough for a cache.</summary>
    public const int Length = 16_384;

    private const int Seed = 2;

    public static Query[] Draw(Mix mix, BenchmarkRange[] ranges)
    {
        Random random = new(Seed);
        Query[] queries = new Query[Length];
        for (int i = 0; i < queries.Length; i++)
        {
            queries[i] = One(random, mix, ranges);
        }

        return queries;
    }

    private static Query One(Random random, Mix mix, BenchmarkRange[] ranges)
    {
        return mix switch
        {
            Mix.HitFirst => In(random, ranges[0]),
            Mix.HitLast => In(random, ranges[^1]),
            Mix.Miss => Outside(random, ranges),
            Mix.UniformInRanges => In(random, ranges[random.Next(ranges.Length)]),
            Mix.LinuxGuest => OfLinux(random),
            Mix.FlatMix => random.Next(2) == 0
                ? In(random, ranges[random.Next(ranges.Length)])
                : Outside(random, ranges),
        };
    }

    private static Query In(Random random, BenchmarkRange range)
    {
        AccessFlags type = range.Flags == AccessFlags.ReadWrite ? Direction(random) : range.Flags;
        return new Query(range.Base + (uint)random.Next((int)range.Count), type);
    }

    private static Query Outside(Random random, BenchmarkRange[] ranges)
    {
        uint index;
        do
        {
            index = (uint)random.NextInt64(1L << 32);
        }
        while (ranges.Any(range => range.Contains(index)));

        return new Query(index, Direction(random));
    }

    private static Query OfLinux(Random random)
    {
        IReadOnlyList<uint> registers = random.Next(5) != 0 ? LinuxGuestRegisters.Hot : LinuxGuestRegisters.Rest;
        return new Query(registers[random.Next(registers.Count)], Direction(random));
    }

    private static AccessFlags Direction(Random random)
    {
        return random.Next(2) == 0 ? AccessFlags.Read : AccessFlags.Write;
    }
}
