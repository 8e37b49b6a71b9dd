using System.Numerics;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Decisions;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// The clause of several wrong decisions. A slip at the edge of a range has a clause of its own, but not if indices
/// away from it go wrong as well.
/// </summary>
internal static class WrongDecisions
{
    /// <summary>The clause to report; at least one decision must be wrong.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="indices">The indices that were looked at.</param>
    /// <param name="wrong">The decisions that are wrong, two bits an index as in a view.</param>
    public static Clause ClauseOf(IReference reference, ReadOnlySpan<uint> indices, ulong wrong)
    {
        Clause first = ClauseOf(reference, indices, BitOperations.TrailingZeroCount(wrong));
        if (first != DecisionClauses.EndIsExclusive && first != DecisionClauses.DirectionsAreIndependent)
        {
            return first;
        }

        for (ulong rest = wrong; rest != 0; rest &= rest - 1)
        {
            Clause other = ClauseOf(reference, indices, BitOperations.TrailingZeroCount(rest));
            if (other == DecisionClauses.UnmatchedIsDenied)
            {
                return other;
            }
        }

        return first;
    }

    private static Clause ClauseOf(IReference reference, ReadOnlySpan<uint> indices, int bit) =>
        reference.DecisionClause(indices[bit / 2], bit % 2 == 0 ? AccessFlags.Read : AccessFlags.Write);
}
