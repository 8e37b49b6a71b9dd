namespace MsrSpec.Spec.Clauses;

/// <summary>How strongly a clause binds (RFC 2119, and one more).</summary>
public enum Strength
{
    /// <summary>A machine that does otherwise is wrong.</summary>
    Must,

    /// <summary>
    /// The specification does not say; the sentence says what we take it to be, so that machines compare.
    /// </summary>
    Silent,
}
