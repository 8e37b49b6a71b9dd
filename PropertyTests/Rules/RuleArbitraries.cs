using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>What the properties of the rules are about: ranges, indices and readings, biased towards edges.</summary>
public static class RuleArbitraries
{
    private static readonly uint[] Indices =
    [
        0, 1, 2, 63, 64, 65, 0x2FFF, 0x3000, 0x3001, 0x7FFFFFFF, 0x80000000, 0xC0000000, 0xFFFFCFFF, 0xFFFFD000,
        0xFFFFFFBF, 0xFFFFFFC0, 0xFFFFFFFE, 0xFFFFFFFF,
    ];

    private static readonly uint[] Counts = [0, 1, 2, 3, 63, 64, 65, 0x2FFF, AllowlistLayout.MaxCount];

    private static Gen<uint> AnyIndex { get; } =
        from edge in Gen.Elements(Indices)
        from offset in Gen.Choose(-3, 3)
        select unchecked(edge + (uint)offset);

    private static Gen<AllowlistRange> AnyRange { get; } =
        from flags in Gen.Elements(0u, 1u, 2u, 3u, 3u)
        from start in AnyIndex
        from count in Gen.Elements(Counts)
        from fill in Gen.Choose(0, 255)
        select new AllowlistRange((AccessFlags)flags, start, count, Bitmap(count, (byte)fill));

    private static Gen<ReadingSet> AnyReadings { get; } =
        from end in Gen.Elements(Enum.GetValues<RangeEnd>())
        from past in Gen.Elements(Enum.GetValues<EndPastTheTop>())
        from top in Gen.Elements(Enum.GetValues<EndAtTheTop>())
        from empty in Gen.Elements(Enum.GetValues<EmptyRange>())
        from flagless in Gen.Elements(Enum.GetValues<FlaglessRange>())
        from pad in Gen.Elements(Enum.GetValues<PadWord>())
        from held in Gen.Elements(Enum.GetValues<LockOnRejection>())
        from copy in Gen.Elements(Enum.GetValues<FailedCopy>())
        from exit in Gen.Elements(Enum.GetValues<ExitCompletion>())
        select new ReadingSet(end, past, top, empty, flagless, pad, held, copy, exit);

    public static Arbitrary<uint> Index() => Arb.From(AnyIndex);

    public static Arbitrary<AllowlistRange> Range() => Arb.From(AnyRange);

    public static Arbitrary<AllowlistRange[]> Ranges() =>
        Arb.From(AnyRange.ListOf().Select(ranges => ranges.Take(AllowlistLayout.Slots).ToArray()));

    public static Arbitrary<ReadingSet> Readings() => Arb.From(AnyReadings);

    public static Arbitrary<AccessFlags> Direction() => Arb.From(Gen.Elements(AccessFlags.Read, AccessFlags.Write));

    private static ImmutableArray<byte> Bitmap(uint count, byte fill)
    {
        int size = (int)((count + 63) / 64) * 8;
        return [.. Enumerable.Range(0, size).Select(i => (byte)(fill ^ (i * 29)))];
    }
}
