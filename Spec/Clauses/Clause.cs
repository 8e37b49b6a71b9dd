namespace MsrSpec.Spec.Clauses;

/// <summary>One rule of the specification.</summary>
/// <param name="Id">A stable name of ours: chapter, subject, claim. Never a section or line number.</param>
/// <param name="Strength">How strongly it binds.</param>
/// <param name="Sentence">The rule, in one sentence.</param>
/// <param name="Unnamed">
/// Why no divergence can be reported under this clause; null if one can: its violation then shows as something else.
/// </param>
public sealed record Clause(string Id, Strength Strength, string Sentence, string? Unnamed = null)
{
    private static int _made;

    /// <summary>A number from 1 that no other clause of this process has, for counting.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    /// <summary>The id alone.</summary>
    public override string ToString() => Id;
}
