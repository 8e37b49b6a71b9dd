using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>One row of a table, as readers see it.</summary>
/// <param name="When">The condition.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Clause">The clause, or null if another table's row is passed on.</param>
/// <param name="Case">What is left.</param>
/// <param name="Choice">The choice of a reading that it needs, or null.</param>
public sealed record TableLine(string When, Answer Answer, Clause? Clause, Case Case, Choice? Choice);
