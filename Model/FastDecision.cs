using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>
/// The decision in one pass over the stored ranges: what <see cref="DecisionRules"/> says, a good deal faster. The
/// model asks several times a command. A test holds the two equal.
/// </summary>
internal static class FastDecision
{
    /// <summary>Whether the guest may access an MSR in one direction, and why.</summary>
    /// <param name="slots">The stored ranges, oldest first; those that share a direction share no index.</param>
    /// <param name="index">The MSR index.</param>
    /// <param name="type">The direction: exactly one.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Decision Decide(
        ImmutableArray<AllowlistRange> slots, uint index, AccessFlags type, ReadingSet readings)
    {
        if (slots.IsEmpty)
        {
            return new(true, DecisionClauses.NoListAllowsAll, null);
        }

        bool coveredInTheOtherDirection = false;
        bool atAnEnd = false;
        for (int number = 0; number < slots.Length; number++)
        {
            ref readonly AllowlistRange slot = ref slots.ItemRef(number);
            bool hasDirection = (slot.Flags & type) != 0;
            if (Covers(in slot, index, readings))
            {
                if (hasDirection)
                {
                    if (readings.KernelWords == KernelWords.Of32BitsThatWrap && !slot.Holds(index - slot.Base))
                    {
                        return new(false, DecisionClauses.BitIsInTheBitmap, number);
                    }

                    Clause clause = Ranges.SumOf(in slot) == Ranges.Top
                        ? DecisionClauses.RangeReachesTheTop
                        : DecisionClauses.BitDecides;
                    return new(slot.IsSet(index - slot.Base), clause, number);
                }

                coveredInTheOtherDirection = true;
            }
            else
            {
                atAnEnd |= hasDirection & (slot.Count > 0) & (Ranges.SumOf(in slot) == index);
            }
        }

        Clause why = coveredInTheOtherDirection ? DecisionClauses.DirectionsAreIndependent
            : atAnEnd ? DecisionClauses.EndIsExclusive
            : DecisionClauses.UnmatchedIsDenied;
        return new(false, why, null);
    }

    /// <summary>The directions in which the guest may access an MSR.</summary>
    public static AccessFlags Allowed(ImmutableArray<AllowlistRange> slots, uint index, ReadingSet readings)
    {
        if (slots.IsEmpty)
        {
            return AccessFlags.ReadWrite;
        }

        AccessFlags allowed = AccessFlags.None;
        foreach (ref readonly AllowlistRange slot in slots.AsSpan())
        {
            if (Covers(in slot, index, readings) && slot.IsSet(index - slot.Base))
            {
                allowed |= slot.Flags;
            }
        }

        return allowed;
    }

    /// <summary>
    /// <see cref="Ranges.Covers"/>, comparing both ends always: a branch on one of them is one that no processor
    /// predicts.
    /// </summary>
    private static bool Covers(in AllowlistRange range, uint index, ReadingSet readings) =>
        (index >= range.Base) & (index < Ranges.EndOf(in range, readings));
}
