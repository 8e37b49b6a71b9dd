using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>What two failures have in common that are the same one, found in other commands.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Expected">What should have been answered, where that makes a difference.</param>
/// <param name="Actual">What was answered, where that makes a difference.</param>
/// <param name="Keeper">Of a thread that waits for ever: what a call answered that has kept a lock, or null.</param>
public readonly record struct RaceSignature(RaceFailureKind Kind, Outcome Expected, Outcome Actual, Outcome? Keeper);
