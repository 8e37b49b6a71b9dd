using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>The lists that lookups are timed on: one, five, eight, ten and sixteen ranges of random bits.</summary>
internal static class RangeSets
{
    private const int Seed = 1;

    /// <summary>The low registers; those of AMD64; those of AMD; Hyper-V's; KVM's own; three that nobody has.</summary>
    private static readonly (uint Start, uint Count)[] Areas =
    [
        (0x00000000, AllowlistLayout.MaxCount),
        (0xC0000000, AllowlistLayout.MaxCount),
        (0xC0010000, AllowlistLayout.MaxCount),
        (0x40000000, AllowlistLayout.MaxCount),
        (0x4B564D00, 0x100),
        (0x00010000, AllowlistLayout.MaxCount),
        (0x80000000, AllowlistLayout.MaxCount),
        (0xE0000000, AllowlistLayout.MaxCount),
    ];

    public static BenchmarkRange[] OfSize(int ranges)
    {
        Random random = new(Seed);
        return ranges switch
        {
            1 or 5 or 8 => [.. Areas.Take(ranges).Select(area => Range(random, area, AccessFlags.ReadWrite))],
            10 or 16 => [.. Areas.Take(ranges / 2).SelectMany(area => ReadAndWrite(random, area))],
            _ => throw new ArgumentOutOfRangeException(nameof(ranges), ranges, "There is no set of so many ranges."),
        };
    }

    private static BenchmarkRange[] ReadAndWrite(Random random, (uint Start, uint Count) area)
    {
        return [Range(random, area, AccessFlags.Read), Range(random, area, AccessFlags.Write)];
    }

    private static BenchmarkRange Range(Random random, (uint Start, uint Count) area, AccessFlags flags)
    {
        return BenchmarkRange.Create(random, flags, area.Start, area.Count);
    }
}
