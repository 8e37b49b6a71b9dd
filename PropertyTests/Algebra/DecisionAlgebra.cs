using System.Collections.Immutable;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>What the stored ranges decide, in every dialect.</summary>
public static class DecisionAlgebra
{
    private const byte Bit63 = 0x80;

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("Only_without_a_list_is_allowed_what_no_range_covers", DecisionArbitraries.Query, UnmatchedIsDenied,
            new WrongRule("what no range covers is allowed", rules => rules with
            {
                Decide = query => rules.Decide(query) is { Slot: null } decision
                    ? decision with { Allowed = true }
                    : rules.Decide(query),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x1 long64 cpl0")) with { Consequences = [1] },
        ForAll("The_range_that_decides_is_the_only_one_that_covers_the_index_in_the_direction",
            DecisionArbitraries.Query, OneDecides,
            new WrongRule("the first range that covers the index decides", rules => rules with
            {
                Decide = query => Scan(query, (range, index) => Ranges.Covers(range, index, query.Readings)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 wrmsr 0x0 0x0 long64 cpl0")) with { Consequences = [6] },
        ForAll("Every_bit_that_decides_lies_before_the_count_and_inside_of_the_copy",
            DecisionArbitraries.Query, BitIsInside,
            new WrongRule("the end is in the range", rules => rules with
            {
                Decide = query => Scan(query, (range, index) => (range.Flags & query.Type) != 0
                    && index >= range.Base && index <= Ranges.EndOf(range, query.Readings)),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x1 long64 cpl0")) with { Consequences = [15] },
        ForAll("Where_reads_and_writes_change_places_no_decision_changes", DecisionArbitraries.Query, Duality,
            new WrongRule("writes are judged as reads", rules => rules with
            {
                Decide = query => rules.Decide(query with { Type = AccessFlags.Read }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")) with { Consequences = [3] },
        ForAll("Turning_every_bit_turns_what_a_range_decides_and_nothing_else", DecisionArbitraries.Query, Complement,
            new WrongRule("bit 63 of a long is never set", rules => rules with
            {
                Decide = query => rules.Decide(query with
                {
                    Stored = [.. query.Stored.Select(range => range with
                    {
                        Bitmap = [.. range.Bitmap.Select((bits, at) => at % 8 == 7 ? (byte)(bits & ~Bit63) : bits)],
                    })],
                }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=64 base=0x0 bits=none",
                "vcpu0 rdmsr 0x3f long64 cpl0")),
        ForAll("In_another_order_the_ranges_decide_the_same_for_the_same_reason", DecisionArbitraries.Query, AnyOrder,
            new WrongRule("the newest range alone decides", OnlyTheNewest,
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("A_range_that_does_not_cover_an_index_changes_nothing_about_it",
            DecisionArbitraries.WithRange, ElsewhereIsNothing,
            new WrongRule("the newest range alone decides", OnlyTheNewest,
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("Two_lists_together_allow_what_either_allows", DecisionArbitraries.Query, Union,
            new WrongRule("the third range is not looked at", rules => rules with
            {
                Decide = query => rules.Decide(query with { Stored = [.. query.Stored.Take(2)] }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=write nmsrs=1 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=0",
                "vcpu0 rdmsr 0x0 long64 cpl0")) with { Consequences = [9] },
        ForAll("An_index_that_moves_with_the_ranges_is_decided_as_before", DecisionArbitraries.Query, Translation,
            new WrongRule("the registers of the x2APIC are exempt", rules => rules with
            {
                Decide = query => query.Index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast
                    ? rules.Decide(query with { Stored = [] })
                    : rules.Decide(query),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "vcpu0 rdmsr 0x800 long64 cpl0")),
        ForAll("Dialects_decide_alike_but_at_an_end_and_where_a_range_reaches_the_top",
            DecisionArbitraries.InTwoDialects, DifferAtEnds,
            new WrongRule("a closed range begins one index earlier too", rules => rules with
            {
                Decide = query => Scan(query, (range, index) => (range.Flags & query.Type) != 0
                    && (Ranges.Covers(range, index, query.Readings)
                        || (query.Readings.RangeEnd == RangeEnd.Inclusive && index + 1UL == range.Base))),
            },
                "reference: v2-sound with range-end Inclusive",
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("A_list_of_ranges_that_cover_nothing_denies_everything", DecisionArbitraries.Query, EmptyRangesDeny,
            new WrongRule("a list of empty ranges is none", rules => rules with
            {
                Decide = query => rules.Decide(query with
                {
                    Stored = [.. query.Stored.Where(range => range.Count > 0)],
                }),
            },
                "reference: v2-sound",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
    ];

    private static bool UnmatchedIsDenied(Rules rules, DecisionQuery query) =>
        rules.Decide(query) is { Slot: not null } || rules.Decide(query).Allowed == query.Stored.IsEmpty;

    private static bool OneDecides(Rules rules, DecisionQuery query)
    {
        int[] covering = [.. Enumerable.Range(0, query.Stored.Length).Where(slot =>
            (query.Stored[slot].Flags & query.Type) != 0
            && rules.Covers(query.Stored[slot], query.Index, query.Readings))];
        return rules.Decide(query).Slot is { } slot ? covering is [var only] && only == slot : covering is [];
    }

    private static bool BitIsInside(Rules rules, DecisionQuery query)
    {
        DecisionQuery exclusive = query with { Readings = query.Readings with { RangeEnd = RangeEnd.Exclusive } };
        if (rules.Decide(exclusive).Slot is not { } slot)
        {
            return true;
        }

        AllowlistRange range = query.Stored[slot];
        uint bit = query.Index - range.Base;
        return bit < range.Count && bit / 8 < range.Bitmap.Length;
    }

    private static bool Duality(Rules rules, DecisionQuery query) =>
        rules.Decide(query) == rules.Decide(query with
        {
            Type = Exchanged(query.Type),
            Stored = [.. query.Stored.Select(range => range with { Flags = Exchanged(range.Flags) })],
        });

    private static bool Complement(Rules rules, DecisionQuery query)
    {
        Decision before = rules.Decide(query);
        Decision after = rules.Decide(query with
        {
            Stored = [.. query.Stored.Select(range => range with
            {
                Bitmap = [.. range.Bitmap.Select(bits => (byte)~bits)],
            })],
        });
        bool turns = before.Slot is { } slot && HoldsTheBit(query.Stored[slot], query.Index);
        return after == before with { Allowed = before.Allowed ^ turns };
    }

    /// <summary>Where a closed range ends behind whole longs, the copy does not hold its last bit.</summary>
    private static bool HoldsTheBit(AllowlistRange range, uint index) =>
        (index - range.Base) / 8 < range.Bitmap.Length;

    private static bool AnyOrder(Rules rules, DecisionQuery query)
    {
        Decision forth = rules.Decide(query);
        Decision back = rules.Decide(query with { Stored = [.. query.Stored.Reverse()] });
        return (forth.Allowed, forth.Clause) == (back.Allowed, back.Clause);
    }

    private static bool ElsewhereIsNothing(Rules rules, DecisionQuery query, AllowlistRange range)
    {
        bool covers = (range.Flags & query.Type) != 0 && rules.Covers(range, query.Index, query.Readings);
        Decision before = rules.Decide(query);
        Decision after = rules.Decide(query with { Stored = query.Stored.Add(range) });
        return query.Stored.IsEmpty || covers || (before.Allowed, before.Slot) == (after.Allowed, after.Slot);
    }

    private static bool Union(Rules rules, DecisionQuery query)
    {
        int cut = query.Stored.Length / 2;
        bool older = rules.Decide(query with { Stored = query.Stored[..cut] }).Allowed;
        bool newer = rules.Decide(query with { Stored = query.Stored[cut..] }).Allowed;
        return cut == 0 || rules.Decide(query).Allowed == (older || newer);
    }

    /// <summary>Down as far as all go; a range that reaches the top is another one once it does no more.</summary>
    private static bool Translation(Rules rules, DecisionQuery query)
    {
        uint distance = query.Stored.Select(range => range.Base).Append(query.Index).Min();
        DecisionQuery moved = query with
        {
            Index = query.Index - distance,
            Stored = [.. query.Stored.Select(range => range with { Base = range.Base - distance })],
        };
        return query.Stored.Any(range => Ranges.SumOf(range) >= Ranges.Top)
            || rules.Decide(query) == rules.Decide(moved);
    }

    private static bool DifferAtEnds(Rules rules, DecisionQuery query, ReadingSet other) =>
        query.Stored.Any(range => Ranges.SumOf(range) == query.Index || Ranges.SumOf(range) >= Ranges.Top)
        || rules.Decide(query) == rules.Decide(query with { Readings = other });

    private static bool EmptyRangesDeny(Rules rules, DecisionQuery query)
    {
        ImmutableArray<AllowlistRange> empty = [.. query.Stored.Select(range => range with { Count = 0, Bitmap = [] })];
        DecisionQuery exclusive = query with { Readings = query.Readings with { RangeEnd = RangeEnd.Exclusive } };
        return query.Stored.IsEmpty || !rules.Decide(exclusive with { Stored = empty }).Allowed;
    }

    private static AccessFlags Exchanged(AccessFlags flags) =>
        (AccessFlags)((((uint)flags & 1) << 1) | (((uint)flags >> 1) & 1));

    private static Rules OnlyTheNewest(Rules rules) => rules with
    {
        Decide = query => rules.Decide(query with { Stored = [.. query.Stored.TakeLast(1)] }),
    };

    /// <summary>A decision by the first range that matches, whatever is taken for a match.</summary>
    private static Decision Scan(DecisionQuery query, Func<AllowlistRange, uint, bool> matches)
    {
        for (int slot = 0; slot < query.Stored.Length; slot++)
        {
            AllowlistRange range = query.Stored[slot];
            if (matches(range, query.Index))
            {
                return new Decision(range.IsSet(query.Index - range.Base), DecisionClauses.BitDecides, slot);
            }
        }

        return new Decision(
            query.Stored.IsEmpty,
            query.Stored.IsEmpty ? DecisionClauses.NoListAllowsAll : DecisionClauses.UnmatchedIsDenied, null);
    }
}
