using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Rules;

/// <summary>
/// What a range covers, when two ranges overlap, and what the stored ranges decide. All in 64-bit arithmetic.
/// </summary>
public static class RangeRules
{
    /// <summary>The number of MSR indices: one more than the largest.</summary>
    public const ulong Top = 1UL << 32;

    /// <summary>The judgement of one access: whether it is allowed, and the clause that says so.</summary>
    /// <param name="Allowed">Whether the access is allowed.</param>
    /// <param name="Clause">The clause that decides.</param>
    /// <param name="Slot">The number of the range that decides, from 0, or null if none does.</param>
    public readonly record struct Decision(bool Allowed, Clause Clause, int? Slot);

    /// <summary>Whether the range ends exactly at the top.</summary>
    public static bool EndsAtTheTop(in AllowlistRange range) => (ulong)range.Base + range.Count == Top;

    /// <summary>
    /// The first index behind the range, as the dialect reads it; at or below Base if it covers nothing.
    /// </summary>
    public static ulong End(in AllowlistRange range, ReadingSet readings)
    {
        ulong end = (ulong)range.Base + range.Count;
        if (end < Top)
        {
            return readings.RangeEnd == RangeEnd.Inclusive ? end + 1 : end;
        }

        bool wraps = end == Top
            ? readings.EndAtTheTop == EndAtTheTop.Wraps
            : readings.EndPastTheTop == EndPastTheTop.Wraps;
        return wraps ? (uint)end : Top;
    }

    /// <summary>Whether the range holds the index, whatever its flags.</summary>
    /// <remarks>Both ends are compared always: a branch on one of them is one that no processor predicts.</remarks>
    public static bool Covers(in AllowlistRange range, uint index, ReadingSet readings) =>
        (index >= range.Base) & (index < End(range, readings));

    /// <summary>Whether two ranges share an index and a direction.</summary>
    public static bool Overlap(in AllowlistRange left, in AllowlistRange right, ReadingSet readings) =>
        ((left.Flags & right.Flags) != 0)
        & (Math.Max(left.Base, right.Base) < Math.Min(End(left, readings), End(right, readings)));

    /// <summary>Whether the guest may access an MSR in one direction, and why.</summary>
    public static Decision Decide(
        ImmutableArray<AllowlistRange> slots, uint index, AccessFlags type, ReadingSet readings)
    {
        if (slots.IsEmpty)
        {
            return new(true, DecisionClauses.NoListAllowsAll, null);
        }

        Clause whyUnmatched = DecisionClauses.UnmatchedIsDenied;
        for (int number = 0; number < slots.Length; number++)
        {
            ref readonly AllowlistRange slot = ref slots.ItemRef(number);
            bool hasDirection = (slot.Flags & type) != 0;
            if (Covers(slot, index, readings))
            {
                if (hasDirection)
                {
                    Clause clause =
                        EndsAtTheTop(slot) ? DecisionClauses.RangeReachesTheTop : DecisionClauses.BitDecides;
                    return new(slot.IsSet(index - slot.Base), clause, number);
                }

                // An unmatched index next to a range is denied for a reason of its own, so that a slip has a name.
                whyUnmatched = DecisionClauses.DirectionsAreIndependent;
            }
            else if ((ulong)slot.Base + slot.Count == index && hasDirection && slot.Count > 0)
            {
                whyUnmatched = DecisionClauses.EndIsExclusive;
            }
        }

        return new(false, whyUnmatched, null);
    }

    /// <summary>
    /// The directions in which the guest may access an MSR. A range decides the directions in its flags that no range
    /// before it has decided.
    /// </summary>
    public static AccessFlags Allowed(ImmutableArray<AllowlistRange> slots, uint index, ReadingSet readings)
    {
        if (slots.IsEmpty)
        {
            return AccessFlags.ReadWrite;
        }

        AccessFlags open = AccessFlags.ReadWrite;
        AccessFlags allowed = AccessFlags.None;
        foreach (ref readonly AllowlistRange slot in slots.AsSpan())
        {
            if (Covers(slot, index, readings) && (slot.Flags & open) != 0)
            {
                allowed |= slot.IsSet(index - slot.Base) ? slot.Flags & open : AccessFlags.None;
                open &= ~slot.Flags;
            }
        }

        return allowed;
    }
}
