using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Decisions;

/// <summary>The answer to one <see cref="DecisionQuery"/>.</summary>
/// <param name="Allowed">Whether the access is allowed.</param>
/// <param name="Clause">The clause that decides.</param>
/// <param name="Slot">The number of the range whose bit decides, from 0, or null if none does.</param>
public readonly record struct Decision(bool Allowed, Clause Clause, int? Slot)
{
    /// <summary>
    /// Whether the kernel goes down over it: the bit lies outside of the bitmap (reading 20). To whoever only looks
    /// on, and to what is left, it is a denial.
    /// </summary>
    public bool IsOops => Clause == DecisionClauses.BitIsInTheBitmap;
}
