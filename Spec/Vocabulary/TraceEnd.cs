namespace MsrSpec.Spec.Vocabulary;

/// <summary>How a trace claims to end. The replayer checks the claim.</summary>
public enum TraceEnd
{
    /// <summary>Machine and reference agree on every step.</summary>
    Agreement,

    /// <summary>They differ at the last step, and there only.</summary>
    Mismatch,
}
