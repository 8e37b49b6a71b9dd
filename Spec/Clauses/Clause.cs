namespace MsrSpec.Spec.Clauses;

/// <summary>One rule of the specification.</summary>
/// <param name="Id">A stable name of ours: chapter, subject, claim. Never a section or line number.</param>
/// <param name="Strength">How strongly it binds.</param>
/// <param name="Sentence">The rule, in one sentence.</param>
public sealed record Clause(string Id, Strength Strength, string Sentence)
{
    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
