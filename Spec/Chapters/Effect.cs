using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>What a case leaves of one thing that can be seen, and the clause that says so.</summary>
/// <param name="Aspect">The thing.</param>
/// <param name="Text">What becomes of it, for readers.</param>
/// <param name="Clause">The clause; null: the one that stands for it in every case.</param>
public sealed record Effect(Aspect Aspect, string Text, Clause? Clause = null);
