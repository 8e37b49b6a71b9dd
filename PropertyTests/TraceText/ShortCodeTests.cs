using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>Where short codes end, and what the first one behind the end is.</summary>
public sealed class ShortCodeTests
{
    [Fact]
    public void The_last_length_with_a_code_is_63()
    {
        Assert.True(Domains.Readable.TryCode(63, out ulong code));
        Assert.Equal(63UL, code);
        Assert.False(Domains.Readable.TryCode(64, out _));
    }

    /// <summary>A buffer with a header: from its start where that is cut, else from its end.</summary>
    [Theory]
    [InlineData(15, 48, 47u)]
    [InlineData(16, 48, 48u)]
    [InlineData(17, 48, 31u)]
    [InlineData(31, 80, 63u)]
    [InlineData(32, 80, 96u)]
    [InlineData(80, 80, 0u)]
    [InlineData(81, 80, 145u)]
    public void A_length_is_told_by_the_nearer_end(int length, int size, uint number)
    {
        Assert.Equal((ulong)number, ReadableDomain.Number(length, size));
        Assert.Equal(length, ReadableDomain.Length(number, size, most: 1000));
    }

    /// <summary>A buffer that has no header.</summary>
    [Theory]
    [InlineData(0, 32, 32u)]
    [InlineData(1, 33, 33u)]
    [InlineData(2, 33, 31u)]
    [InlineData(31, 100, 63u)]
    [InlineData(32, 100, 96u)]
    public void So_it_is_where_nothing_stands_in_front(int length, int size, uint number)
    {
        Assert.Equal((ulong)number, ReadableDomain.NumberBehindNothing(length, size));
        Assert.Equal(length, ReadableDomain.Length(number, size, most: 1000));
    }

    [Theory]
    [InlineData(63, 31)]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    public void Any_length_begins_behind_the_31st_byte_of_the_header(ulong number, int length) =>
        Assert.Equal(length, ReadableDomain.Length(number, size: 80, most: 1000));

    /// <summary>Flags of which the lowest bytes are known, and the flags of the first code that has them.</summary>
    [Theory]
    [InlineData(0u, 0, 0u)]
    [InlineData(2u, 1, 2u)]
    [InlineData(0xFFFFu, 2, 0xFFFFFFFFu)]
    [InlineData(0xFFu, 2, 0xFFu)]
    [InlineData(0x12u, 1, 0x12u)]
    [InlineData(3u, 4, 3u)]
    public void Flags_that_are_cut_are_completed_to_those_of_the_smallest_code(uint known, int bytes, uint flags) =>
        Assert.Equal(flags, Domains.RangeFlags.Complete(known, bytes));

    [Fact]
    public void The_flags_of_filters_that_are_drawn_are_the_two_known_ones_and_edges() => Assert.Equal(
        [0, 1, 2, 3, 4, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF],
        Enumerable.Range(0, 8).Select(code => Domains.FilterFlags.FromCode((ulong)code)));

    /// <summary>Cut bitmaps too, and those whose last bit begins a long.</summary>
    [Theory]
    [InlineData(1u, 1, 1u)]
    [InlineData(64u, 3, 1u)]
    [InlineData(64u, 7, 1u)]
    [InlineData(64u, 8, 8u)]
    [InlineData(33u, 5, 3u)]
    [InlineData(65u, 16, 3u)]
    [InlineData(65u, 16, 8u)]
    [InlineData(128u, 16, 3u)]
    [InlineData(20u, 3, 7u)]
    public void A_pattern_is_known_again(uint count, int length, uint code)
    {
        byte[] whole = new byte[(count + 63) / 64 * 8];
        BitmapPattern.Fill(code, count, whole);
        Assert.True(BitmapPattern.TryFind(count, whole.AsSpan(0, length), out ulong found));
        Assert.Equal(code, found);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 0xFE, 0x01, 0x80 })]
    public void What_is_no_pattern_has_no_code(byte[] bitmap) =>
        Assert.False(BitmapPattern.TryFind(64, bitmap, out _));

    [Fact]
    public void A_bitmap_of_which_nothing_is_there_is_the_first_pattern()
    {
        Assert.True(BitmapPattern.TryFind(64, [], out ulong code));
        Assert.Equal(0UL, code);
    }

    [Fact]
    public void A_slice_is_known_by_all_its_bytes_and_not_by_its_first_long_alone()
    {
        byte[] slice = new byte[16];
        BitmapPattern.Fill(42, 128, slice);
        Assert.True(BitmapPattern.TryFind(128, slice, out ulong code));
        Assert.Equal(42UL, code);
        slice[^1] ^= 1;
        Assert.False(BitmapPattern.TryFind(128, slice, out _));
    }

    [Theory]
    [InlineData(0x2FC0u, 0x5F8)]
    [InlineData(0x3000u, 0x600)]
    [InlineData(0x3001u, 0)]
    public void Of_the_largest_bitmap_of_a_slot_every_byte_may_be_looked_at(uint count, int bytes)
    {
        FilterSlot slot = new((uint)AccessFlags.Read, count, 0, new UserBuffer(ImmutableArray<byte>.Empty));
        Assert.Equal(bytes, slot.BitmapBytes);
    }
}
