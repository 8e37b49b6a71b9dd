namespace MsrSpec.Spec.Accesses;

/// <summary>Judges a write to an MSR.</summary>
/// <param name="write">The write.</param>
public delegate MsrJudgement MsrWriteRule(in MsrWrite write);
