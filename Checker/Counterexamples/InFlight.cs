namespace MsrSpec.Checker.Counterexamples;

/// <summary>A sequence that was running when its checker died.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Reference">The reference's name.</param>
/// <param name="Words">The sequence.</param>
public sealed record InFlight(string Machine, string Reference, IReadOnlyList<ulong> Words);
