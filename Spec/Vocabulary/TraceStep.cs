namespace MsrSpec.Spec.Vocabulary;

/// <summary>One line of a trace.</summary>
/// <param name="Command">What is done.</param>
/// <param name="Expected">What the reference answers, if the trace says so.</param>
/// <param name="Claim">What the machine shows instead, in words; null where the two agree.</param>
public sealed record TraceStep(Command Command, Outcome? Expected, string? Claim);
