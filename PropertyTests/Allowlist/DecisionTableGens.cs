using CsCheck;
using MsrSpec.Spec.Abi;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>The words that the properties of the decision table are written in, biased towards boundaries.</summary>
public static class DecisionTableGens
{
    private const ulong IndexSpace = 1UL << 32;

    /// <summary>Word, leaf, middle node and range boundaries, and both ends of the index space.</summary>
    private static readonly uint[] Boundaries =
    [
        0, 1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 0xFFF, 0x1000, 0x1001, 0x1FFF, 0x2000, 0x2FFF, 0x3000, 0x3001,
        0x3FFFFF, 0x400000, 0x400001, 0x7FFFFF, 0x7FFFFFFF, 0x80000000, 0xBFFFFFFF, 0xC0000000, 0xC0000001,
        0xFFC00000, 0xFFFFCFFF, 0xFFFFD000, 0xFFFFEFFF, 0xFFFFF000, 0xFFFFFFBF, 0xFFFFFFC0, 0xFFFFFFFE, 0xFFFFFFFF,
    ];

    private static readonly uint[] Counts =
        [1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 0xFFF, 0x1000, 0x1001, 0x2FFF, 0x3000];

    public static Gen<AccessFlags> Direction { get; } = Gen.OneOf(AccessFlags.Read, AccessFlags.Write);

    public static Gen<AccessFlags> Flags { get; } = Gen.Frequency(
        (1, Gen.Const(AccessFlags.None)),
        (4, Direction),
        (4, Gen.Const(AccessFlags.ReadWrite)));

    public static Gen<uint> Index { get; } = Gen.Frequency(
        (4, Gen.OneOf(Boundaries)),
        (2, Gen.OneOf(Boundaries).Select(Gen.UInt[0, 130], (at, off) => unchecked(at + off))),
        (2, Gen.OneOf(Boundaries).Select(Gen.UInt[0, 130], (at, off) => unchecked(at - off))),
        (1, Gen.UInt));

    public static Gen<uint> Count { get; } = Gen.Frequency(
        (2, Gen.OneOf(Counts)),
        (4, Gen.UInt[1, 130]),
        (1, Gen.UInt[1, AllowlistLayout.MaxCount]));

    /// <summary>Any range that may be added; one in four ends exactly where the index space does.</summary>
    public static Gen<GrantedRange> Range { get; } =
        from flags in Flags
        from start in Index
        from wanted in Count
        from atTheTop in Gen.Int[0, 3].Select(n => n == 0)
        let first = atTheTop ? (uint)(IndexSpace - wanted) : start
        let count = (uint)Math.Min(wanted, IndexSpace - first)
        from bitmap in Bitmap(count)
        select new GrantedRange(flags, first, count, bitmap);

    public static Gen<GrantedRange[]> Ranges { get; } = Range.Array[0, AllowlistLayout.Slots];

    /// <summary>
    /// The places where an answer may change: about each end of each range, one bit from each end, and the boundaries.
    /// </summary>
    public static IEnumerable<uint> Probes(IEnumerable<GrantedRange> ranges)
    {
        return ranges.SelectMany(Around).Concat(Boundaries);
    }

    private static IEnumerable<uint> Around(GrantedRange range)
    {
        uint last = (uint)(range.End - 1);
        uint middle = range.Base + (range.Count / 2);
        for (uint i = 0; i < 5; i++)
        {
            yield return unchecked(range.Base - 2 + i);
            yield return unchecked(last - 2 + i);
            yield return unchecked(middle - 2 + i);
        }

        for (int bit = 0; bit < 32; bit++)
        {
            yield return range.Base ^ (1u << bit);
            yield return last ^ (1u << bit);
        }
    }

    /// <summary>As many bytes as the bits need and up to nine more, whose bits mean nothing.</summary>
    private static Gen<byte[]> Bitmap(uint count)
    {
        int needed = (int)((count + 7) / 8);
        Gen<int> length = Gen.Int[needed, needed + 9];
        return Gen.Frequency(
            (1, length.Select(size => new byte[size])),
            (2, length.Select(size => Enumerable.Repeat(byte.MaxValue, size).ToArray())),
            (3, length.SelectMany(size => Gen.Byte.Array[size])));
    }
}
