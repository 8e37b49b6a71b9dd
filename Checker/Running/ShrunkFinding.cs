using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>A divergence with its smallest trace.</summary>
/// <param name="Divergence">What the trace shows.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Defect">The known defect that it shows, or null: then it was not expected.</param>
/// <param name="FoundLength">Commands before shrinking.</param>
/// <param name="Evaluations">Sequences run to shrink it.</param>
/// <param name="LocallyMinimal">Whether shrinking ended of itself, not by a bound, a signal or the time.</param>
/// <param name="File">The file that holds a trace of it.</param>
/// <param name="Written">Whether this run wrote that file; else one as small stood there.</param>
/// <param name="Problem">Why it could not be written, in one line; null if nothing was in the way.</param>
public sealed record ShrunkFinding(
    Divergence Divergence,
    Trace Trace,
    KnownDefect? Defect,
    int FoundLength,
    int Evaluations,
    bool LocallyMinimal,
    string File,
    bool Written,
    string? Problem)
{
    /// <summary>
    /// How many VMs end in front of what the trace shows, if the last one alone did not show it: then a state crossed
    /// an end.
    /// </summary>
    public int Earlier { get; init; }

    /// <summary>Whether it shows only if nobody looks at the state before the end.</summary>
    public bool IsUnobserved { get; init; }

    /// <summary>What the machine says itself about the trace, a sentence each; nothing, unless it does that.</summary>
    public IReadOnlyList<string> Reported { get; init; } = [];

    /// <summary>Whether a machine made afresh shows it. If none does, it stands as it was found.</summary>
    public bool Confirmed { get; init; } = true;
}
