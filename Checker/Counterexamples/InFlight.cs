using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>A sequence that was running when its checker died.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Reference">The reference's name.</param>
/// <param name="Commands">The sequence.</param>
public sealed record InFlight(string Machine, string Reference, IReadOnlyList<Command> Commands);
