using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>
/// The filter's decision in one pass over its ranges: what <see cref="FilterDecisionRules"/> says, a good deal faster.
/// A test holds the two equal.
/// </summary>
internal static class FastFilterDecision
{
    /// <summary>Whether the guest may access an MSR in one direction, and why.</summary>
    /// <param name="filter">The filter that is installed, or null.</param>
    /// <param name="index">The MSR index.</param>
    /// <param name="type">The direction: exactly one.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static Decision Decide(MsrFilter? filter, uint index, AccessFlags type, ReadingSet readings)
    {
        if (index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast && readings.X2ApicAccesses == X2ApicAccesses.Exempt)
        {
            return new(true, FilterDecisionClauses.X2ApicIsExempt, null);
        }

        if (filter is null)
        {
            return new(true, FilterDecisionClauses.NoFilterAllowsAll, null);
        }

        bool isWrapped = false;
        bool isInTheOtherDirection = false;
        bool isAtAnEnd = false;
        for (int number = 0; number < filter.Ranges.Length; number++)
        {
            ref readonly AllowlistRange range = ref filter.Ranges.ItemRef(number);
            bool hasDirection = (range.Flags & type) != 0;
            ulong sum = Ranges.SumOf(in range);
            if (Ranges.Covers(in range, index, readings))
            {
                if (hasDirection)
                {
                    return new(range.IsSet(index - range.Base), FilterDecisionClauses.FirstRangeDecides, number);
                }

                isInTheOtherDirection = true;
            }

            isWrapped |= hasDirection && sum >= Ranges.Top && index >= range.Base;
            isAtAnEnd |= hasDirection && sum == index;
        }

        Clause why = isWrapped ? FilterDecisionClauses.WrappedRangeCoversNothing
            : isInTheOtherDirection ? FilterDecisionClauses.DirectionsAreIndependent
            : isAtAnEnd ? FilterDecisionClauses.EndIsExclusive
            : FilterDecisionClauses.DefaultDecides;
        return new(filter.DefaultAllows, why, null);
    }
}
