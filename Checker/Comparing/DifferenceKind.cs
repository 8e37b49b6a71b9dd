using MsrSpec.Checker.Lockstep;

namespace MsrSpec.Checker.Comparing;

/// <summary>A kind of difference between two dialects, with the smallest witness that was found.</summary>
/// <param name="Clauses">The kind.</param>
/// <param name="Steps">The witness: the dialects differ at its last command, and nowhere before.</param>
/// <param name="Divergence">How they differ there: the first dialect is the reference.</param>
public sealed record DifferenceKind(
    ClausePair Clauses, IReadOnlyList<AnsweredCommand> Steps, Divergence Divergence);
