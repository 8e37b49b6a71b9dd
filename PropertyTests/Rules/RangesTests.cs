using FsCheck.Xunit;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The algebra of ranges, under every choice of readings.</summary>
[Properties(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class RangesTests
{
    [Property]
    [Consequence(21)]
    public bool Overlap_is_symmetric(AllowlistRange left, AllowlistRange right, ReadingSet readings) =>
        Ranges.Overlap(left, right, readings) == Ranges.Overlap(right, left, readings);

    [Property]
    [Consequence(21)]
    public bool A_range_overlaps_itself_unless_it_covers_nothing_or_has_no_flag(
        AllowlistRange range, ReadingSet readings) =>
        Ranges.Overlap(range, range, readings)
        == (range.Flags != AccessFlags.None && Ranges.Covers(range, range.Base, readings));

    [Property]
    [Consequence(21)]
    public bool Ranges_overlap_exactly_if_both_cover_the_larger_base(
        AllowlistRange left, AllowlistRange right, ReadingSet readings)
    {
        uint index = Math.Max(left.Base, right.Base);
        bool both = Ranges.Covers(left, index, readings) && Ranges.Covers(right, index, readings);
        return Ranges.Overlap(left, right, readings) == (both && (left.Flags & right.Flags) != 0);
    }

    [Property]
    [Consequence(2)]
    public bool The_end_is_in_the_range_exactly_if_the_reading_says_so(AllowlistRange range, ReadingSet readings)
    {
        ulong end = (ulong)range.Base + range.Count;
        return end >= Ranges.Top
            || Ranges.Covers(range, (uint)end, readings) == (readings.RangeEnd == RangeEnd.Inclusive);
    }

    [Property]
    [Consequence(13)]
    public bool A_range_that_wraps_covers_nothing(AllowlistRange range, uint index, ReadingSet readings)
    {
        ReadingSet wrapping = readings with { EndPastTheTop = EndPastTheTop.Wraps, EndAtTheTop = EndAtTheTop.Wraps };
        return (ulong)range.Base + range.Count < Ranges.Top || !Ranges.Covers(range, index, wrapping);
    }

    [Property]
    [Consequence(13)]
    public bool The_repairs_of_wrapping_differ_only_about_ranges_that_reach_the_top(
        AllowlistRange range, uint index, ReadingSet readings)
    {
        ReadingSet wrapping = readings with { EndPastTheTop = EndPastTheTop.Wraps, EndAtTheTop = EndAtTheTop.Wraps };
        ReadingSet matching =
            readings with { EndPastTheTop = EndPastTheTop.Matched, EndAtTheTop = EndAtTheTop.Matched };
        bool reachesTheTop = (ulong)range.Base + range.Count >= Ranges.Top;
        bool same = Ranges.Covers(range, index, wrapping) == Ranges.Covers(range, index, matching);
        return same || (reachesTheTop && Ranges.Covers(range, index, matching));
    }

    [Property]
    [Consequence(13)]
    public bool As_posted_no_range_covers_the_topmost_MSR(AllowlistRange range) =>
        !Ranges.Covers(range, uint.MaxValue, Dialect.Posted.Readings);

    [Property]
    [Consequence(15)]
    public bool Every_bit_that_decides_lies_before_the_count_and_inside_of_the_copy(
        AllowlistRange[] slots, uint index, AccessFlags type, ReadingSet readings)
    {
        ReadingSet exclusive = readings with { RangeEnd = RangeEnd.Exclusive };
        if (DecisionRules.Judge(new DecisionQuery([.. slots], index, type, exclusive)).Slot is not { } slot)
        {
            return true;
        }

        uint bit = index - slots[slot].Base;
        return bit < slots[slot].Count && bit / 8 < slots[slot].Bitmap.Length;
    }

    [Property]
    [Consequence(6)]
    public bool At_most_one_of_the_ranges_that_may_be_stored_together_matches(
        AllowlistRange[] slots, uint index, AccessFlags type, ReadingSet readings)
    {
        List<AllowlistRange> stored = [];
        foreach (AllowlistRange range in slots)
        {
            if (!stored.Exists(other => Ranges.Overlap(range, other, readings)))
            {
                stored.Add(range);
            }
        }

        return stored.Count(range => (range.Flags & type) != 0 && Ranges.Covers(range, index, readings)) <= 1;
    }

    [Theory]
    [InlineData(0xFFFFFFFFu, 1u, 1UL << 32)] // ends at the top
    [InlineData(0xFFFFFF00u, 0x300u, 0UL)]   // ends past it: refused before anybody asks, so any answer will do
    public void In_the_sound_dialect_a_range_may_end_at_the_top(uint start, uint count, ulong end)
    {
        AllowlistRange range = new(AccessFlags.Read, start, count, [.. new byte[0x60]]);
        Assert.Equal(end != 0, Ranges.SumOf(range) == Ranges.Top);
        Assert.Equal(1UL << 32, Ranges.EndOf(range, Dialect.Sound.Readings));
    }
}
