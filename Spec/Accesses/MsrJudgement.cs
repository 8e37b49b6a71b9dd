using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Accesses;

/// <summary>The judgement of one write: the value stored, or the clause that makes it fail.</summary>
/// <param name="Stored">What the register holds afterwards, if the write succeeds.</param>
/// <param name="Failure">Why it fails, or null.</param>
public readonly record struct MsrJudgement(ulong Stored, Clause? Failure)
{
    /// <summary>Whether the write succeeds.</summary>
    public bool Succeeds => Failure is null;
}
