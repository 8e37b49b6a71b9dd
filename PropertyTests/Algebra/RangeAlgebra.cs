using System.Collections.Immutable;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>What ranges cover and share, under every choice of readings.</summary>
public static class RangeAlgebra
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("Overlap_is_symmetric", RangeArbitraries.Two, IsSymmetric,
            new WrongRule("only where the first range ends is looked at", rules => rules with
            {
                Overlap = (left, right, readings) => (left.Flags & right.Flags) != 0
                    && Math.Max(left.Base, right.Base) < Ranges.EndOf(left, readings),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")) with { Consequences = [21] },
        ForAll("A_range_overlaps_itself_unless_it_covers_nothing_or_has_no_flag",
            RangeArbitraries.Range, OverlapsItself,
            new WrongRule("ranges overlap that share two indices", rules => rules with
            {
                Overlap = (left, right, readings) => (left.Flags & right.Flags) != 0
                    && Math.Max(left.Base, right.Base) + 1UL < LowerEnd(left, right, readings),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")) with { Consequences = [21] },
        ForAll("Ranges_overlap_exactly_if_both_cover_the_larger_base", RangeArbitraries.Two, CoverTheLargerBase,
            new WrongRule("ranges that touch overlap", TouchingIsOverlap,
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none")) with { Consequences = [21] },
        ForAll("A_range_of_both_directions_overlaps_what_its_halves_do", RangeArbitraries.Two, HalvesOfDirections,
            new WrongRule("ranges overlap whose flags are equal", rules => rules with
            {
                Overlap = (left, right, readings) => left.Flags == right.Flags
                    && Math.Max(left.Base, right.Base) < LowerEnd(left, right, readings),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")),
        ForAll("Ranges_that_move_down_together_overlap_as_before", RangeArbitraries.Two, Translation,
            new WrongRule("bases are compared with a sign", rules => rules with
            {
                Overlap = (left, right, readings) => (left.Flags & right.Flags) != 0
                    && Math.Max((int)left.Base, (int)right.Base) < (long)LowerEnd(left, right, readings),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x80000000 bits=none")),
        ForAll("The_end_is_in_the_range_exactly_if_the_reading_says_so", RangeArbitraries.Range, EndAsRead,
            new WrongRule("the end is in the range", rules => rules with
            {
                Covers = (range, index, readings) => index >= range.Base && index <= Ranges.EndOf(range, readings),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")) with { Consequences = [2] },
        ForAll("A_range_that_wraps_covers_nothing", RangeArbitraries.WithIndex, WrappingCoversNothing,
            new WrongRule("a range goes on at the bottom", rules => rules with
            {
                Covers = (range, index, readings) => Ranges.Covers(range, index, readings)
                    || (Ranges.EndOf(range, readings) < range.Base && index < Ranges.EndOf(range, readings)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=2 base=0xffffffff bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")) with { Consequences = [13] },
        ForAll("The_repairs_of_wrapping_differ_only_about_ranges_that_reach_the_top",
            RangeArbitraries.WithIndex, RepairsDifferAtTheTop,
            new WrongRule("the repair closes every range", rules => rules with
            {
                Covers = (range, index, readings) => Ranges.Covers(range, index, readings)
                    || (readings.EndAtTheTop == EndAtTheTop.Matched && index == Ranges.EndOf(range, readings)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")) with { Consequences = [13] },
        ForAll("As_posted_no_range_covers_the_topmost_MSR", RangeArbitraries.Range, NeverTheTopmost,
            new WrongRule("ends are 64 bits wide", rules => rules with
            {
                Covers = (range, index, _) => index >= range.Base && index < Ranges.SumOf(range),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0xffffffff bits=none")) with { Consequences = [13] },
        ForAll("A_range_that_covers_an_index_covers_all_from_its_base_to_it", RangeArbitraries.WithIndex, IsAnInterval,
            new WrongRule("the base is not in the range", rules => rules with
            {
                Covers = (range, index, readings) => index > range.Base && Ranges.Covers(range, index, readings),
            },
                "reference: v2-sound with range-end Inclusive",
                "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x1 long64 cpl0")),
        ForAll("A_range_that_grows_covers_what_it_covered_unless_it_wraps", RangeArbitraries.WithIndex, Growth,
            new WrongRule("ends are 32 bits wide", NarrowEnds,
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=1 base=0xfffffffe bits=none",
                "vcpu0 rdmsr 0xfffffffe long64 cpl0")),
        ForAll("A_range_is_its_two_parts_and_they_do_not_overlap", RangeArbitraries.WithIndex, TwoParts,
            new WrongRule("ranges that touch overlap", TouchingIsOverlap,
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=0 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0"),
            new WrongRule("ends are 32 bits wide", NarrowEnds,
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=2 base=0xfffffffe bits=none",
                "vcpu0 rdmsr 0xfffffffe long64 cpl0")),
        ForAll("At_most_one_of_the_ranges_that_may_be_stored_together_matches", RangeArbitraries.Several, OneMatches,
            new WrongRule("a range overlaps what begins where it does", rules => rules with
            {
                Overlap = (left, right, _) => (left.Flags & right.Flags) != 0 && left.Base == right.Base,
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=write nmsrs=2 base=0x0 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x1 bits=none",
                "vcpu0 wrmsr 0x1 0x0 long64 cpl0")) with { Consequences = [6] },
    ];

    private static bool IsSymmetric(Rules rules, AllowlistRange left, AllowlistRange right, ReadingSet readings) =>
        rules.Overlap(left, right, readings) == rules.Overlap(right, left, readings);

    private static bool OverlapsItself(Rules rules, AllowlistRange range, ReadingSet readings) =>
        rules.Overlap(range, range, readings)
        == (range.Flags != AccessFlags.None && rules.Covers(range, range.Base, readings));

    private static bool CoverTheLargerBase(
        Rules rules, AllowlistRange left, AllowlistRange right, ReadingSet readings)
    {
        uint index = Math.Max(left.Base, right.Base);
        bool both = rules.Covers(left, index, readings) && rules.Covers(right, index, readings);
        return rules.Overlap(left, right, readings) == (both && (left.Flags & right.Flags) != 0);
    }

    private static bool HalvesOfDirections(
        Rules rules, AllowlistRange left, AllowlistRange right, ReadingSet readings) =>
        rules.Overlap(left with { Flags = AccessFlags.ReadWrite }, right, readings)
        == (rules.Overlap(left with { Flags = AccessFlags.Read }, right, readings)
            || rules.Overlap(left with { Flags = AccessFlags.Write }, right, readings));

    /// <summary>As far down as they go; ranges that reach the top are another matter once they do no more.</summary>
    private static bool Translation(Rules rules, AllowlistRange left, AllowlistRange right, ReadingSet readings)
    {
        uint distance = Math.Min(left.Base, right.Base);
        return ReachesTheTop(left) || ReachesTheTop(right)
            || rules.Overlap(left, right, readings) == rules.Overlap(
                left with { Base = left.Base - distance }, right with { Base = right.Base - distance }, readings);
    }

    private static bool EndAsRead(Rules rules, AllowlistRange range, ReadingSet readings) =>
        ReachesTheTop(range)
        || rules.Covers(range, (uint)Ranges.SumOf(range), readings) == (readings.RangeEnd == RangeEnd.Inclusive);

    private static bool WrappingCoversNothing(Rules rules, AllowlistRange range, uint index, ReadingSet readings) =>
        !ReachesTheTop(range) || !rules.Covers(range, index, Wrapping(readings));

    private static bool RepairsDifferAtTheTop(Rules rules, AllowlistRange range, uint index, ReadingSet readings)
    {
        bool matched = rules.Covers(range, index, Matching(readings));
        return rules.Covers(range, index, Wrapping(readings)) == matched || (ReachesTheTop(range) && matched);
    }

    private static bool NeverTheTopmost(Rules rules, AllowlistRange range, ReadingSet readings) =>
        !rules.Covers(range, uint.MaxValue, Dialect.Posted.Readings);

    private static bool IsAnInterval(Rules rules, AllowlistRange range, uint index, ReadingSet readings) =>
        !rules.Covers(range, index, readings)
        || (rules.Covers(range, range.Base, readings)
            && rules.Covers(range, range.Base + ((index - range.Base) / 2), readings));

    private static bool Growth(Rules rules, AllowlistRange range, uint index, ReadingSet readings) =>
        !rules.Covers(range, index, Matching(readings))
        || rules.Covers(range with { Count = range.Count + 1 }, index, Matching(readings));

    private static bool TwoParts(Rules rules, AllowlistRange range, uint index, ReadingSet readings)
    {
        ReadingSet exclusive = Matching(readings) with { RangeEnd = RangeEnd.Exclusive };
        uint cut = range.Count / 2;
        if ((ulong)range.Base + cut >= Ranges.Top)
        {
            return true;
        }

        AllowlistRange low = range with { Count = cut };
        AllowlistRange high = range with { Base = range.Base + cut, Count = range.Count - cut };
        bool either = rules.Covers(low, index, exclusive) || rules.Covers(high, index, exclusive);
        return rules.Covers(range, index, exclusive) == either && !rules.Overlap(low, high, exclusive);
    }

    private static bool OneMatches(
        Rules rules, ImmutableArray<AllowlistRange> ranges, GuestAccess access, ReadingSet readings)
    {
        List<AllowlistRange> stored = [];
        foreach (AllowlistRange range in ranges)
        {
            if (!stored.Exists(other => rules.Overlap(range, other, readings)))
            {
                stored.Add(range);
            }
        }

        return stored.Count(
            range => (range.Flags & access.Type) != 0 && rules.Covers(range, access.Index, readings)) <= 1;
    }

    private static bool ReachesTheTop(AllowlistRange range) => Ranges.SumOf(range) >= Ranges.Top;

    private static ulong LowerEnd(AllowlistRange left, AllowlistRange right, ReadingSet readings) =>
        Math.Min(Ranges.EndOf(left, readings), Ranges.EndOf(right, readings));

    private static ReadingSet Wrapping(ReadingSet readings) =>
        readings with { EndPastTheTop = EndPastTheTop.Wraps, EndAtTheTop = EndAtTheTop.Wraps };

    private static ReadingSet Matching(ReadingSet readings) =>
        readings with { EndPastTheTop = EndPastTheTop.Matched, EndAtTheTop = EndAtTheTop.Matched };

    private static Rules TouchingIsOverlap(Rules rules) => rules with
    {
        Overlap = (left, right, readings) => (left.Flags & right.Flags) != 0
            && Math.Max(left.Base, right.Base) <= LowerEnd(left, right, readings),
    };

    private static Rules NarrowEnds(Rules rules) => rules with
    {
        Covers = (range, index, _) => index >= range.Base && index < unchecked(range.Base + range.Count),
    };
}
