namespace MsrSpec.Spec.Vocabulary;

/// <summary>A command of a trace, with what is recorded of it.</summary>
/// <param name="Command">What is done.</param>
/// <param name="Expected">What the reference answers, if the trace says so.</param>
/// <param name="Claim">What the machine shows instead, in words; null where the two agree.</param>
public sealed record TraceStep(Command Command, Outcome? Expected, string? Claim)
{
    /// <summary>What the reference shows behind the command; null if the trace does not say.</summary>
    public Observation? Shown { get; init; }

    /// <summary>
    /// The number of the thread that carries it out, among others; null where no two threads are in calls: in front of
    /// all threads, and when all have ended.
    /// </summary>
    public int? Thread { get; init; }
}
