using System.Buffers.Binary;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>How long arguments and bitmaps are, and which bit is which.</summary>
public static class BitmapAlgebra
{
    private const int ByteWidth = 8;

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("The_argument_is_sixteen_bytes_and_eight_for_each_started_long", RangeArbitraries.Header, StartedLongs,
            new WrongRule("the bitmap is rounded up to bytes", rules => rules with
            {
                BitmapSize = header => (header.Count + 7L) / ByteWidth,
            },
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none")) with { Consequences = [17] },
        ForAll("With_more_MSRs_a_bitmap_is_never_shorter", RangeArbitraries.TwoHeaders, IsMonotone,
            new WrongRule("sizes are counted in 32 bits", rules => rules with
            {
                BitmapSize = header => unchecked(header.Count + 63) / 64 * 8,
            },
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=none nmsrs=0xffffffc1 base=0x0 bits=none")),
        ForAll("A_bitmap_that_is_rounded_up_is_whole_and_stays_so", RangeArbitraries.Header, IsIdempotent,
            new WrongRule("whole longs have one more", rules => rules with
            {
                BitmapSize = header => ((header.Count / 64L) + 1) * 8,
            },
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")),
        ForAll("The_range_of_an_argument_is_the_range_that_was_asked_for", RangeArbitraries.Range, RoundTrip,
            new WrongRule("the words are read with their highest byte first", rules => rules with
            {
                RangeOf = argument => AllowlistRange.Of(argument, Dialect.Sound.Readings) with
                {
                    Base = BinaryPrimitives.ReverseEndianness(argument.Header.Base),
                },
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x1 bits=none")),
        ForAll("A_bit_that_is_turned_is_that_bit_and_no_other", RangeArbitraries.WithIndex, OneBit,
            new WrongRule("the bits of a byte are counted from its top", rules => rules with
            {
                IsSet = (range, bit) => range.IsSet(bit ^ 7),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("A_bit_that_the_copy_does_not_hold_is_clear", RangeArbitraries.WithIndex, BehindTheCopy,
            new WrongRule("behind its end the copy begins again", rules => rules with
            {
                IsSet = (range, bit) => !range.Bitmap.IsEmpty && range.IsSet(bit % BitsIn(range)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=0",
                "vcpu0 rdmsr 0x40 long64 cpl0")),
    ];

    private static bool StartedLongs(Rules rules, AllowlistHeader header)
    {
        long longs = (header.Count / 64L) + (header.Count % 64 == 0 ? 0 : 1);
        int expected = 16 + (longs > 192 ? 0 : (int)longs * 8);
        return rules.BitmapSize(header) == longs * 8 && header.ArgumentSize == expected;
    }

    private static bool IsMonotone(Rules rules, AllowlistHeader left, AllowlistHeader right) =>
        left.Count > right.Count || rules.BitmapSize(left) <= rules.BitmapSize(right);

    private static bool IsIdempotent(Rules rules, AllowlistHeader header)
    {
        long size = rules.BitmapSize(header);
        return size % 8 == 0
            && (size * ByteWidth > uint.MaxValue
                || rules.BitmapSize(header with { Count = (uint)size * ByteWidth }) == size);
    }

    private static bool RoundTrip(Rules rules, AllowlistRange range, ReadingSet readings)
    {
        AllowlistHeader header = new((uint)range.Flags, range.Count, range.Base, 0);
        AllowlistRange decoded =
            rules.RangeOf(UserBuffer.Allowlist(header, range.Bitmap.AsSpan(), header.ArgumentSize));
        return decoded.Bitmap.SequenceEqual(range.Bitmap) && decoded with { Bitmap = range.Bitmap } == range;
    }

    private static bool OneBit(Rules rules, AllowlistRange range, uint index, ReadingSet readings)
    {
        if (range.Bitmap.IsEmpty)
        {
            return true;
        }

        uint bit = index % BitsIn(range);
        int at = (int)(bit / ByteWidth);
        byte turned = (byte)(range.Bitmap[at] ^ (1 << (int)(bit % ByteWidth)));
        AllowlistRange other = range with { Bitmap = range.Bitmap.SetItem(at, turned) };
        return Enumerable.Range(0, (int)BitsIn(range)).All(
            any => (rules.IsSet(range, (uint)any) != rules.IsSet(other, (uint)any)) == (any == bit));
    }

    private static bool BehindTheCopy(Rules rules, AllowlistRange range, uint index, ReadingSet readings) =>
        index < BitsIn(range) || !rules.IsSet(range, index);

    private static uint BitsIn(AllowlistRange range) => (uint)range.Bitmap.Length * ByteWidth;
}
