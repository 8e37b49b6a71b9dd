using MsrSpec.Spec.Clauses;

namespace MsrSpec.Checker.Comparing;

/// <summary>A kind of difference: where two dialects first differ, the clause that each gives for it.</summary>
/// <param name="Left">That of the first dialect: what the second one would break, were the first one right.</param>
/// <param name="Right">That of the second dialect, the other way round.</param>
public sealed record ClausePair(Clause Left, Clause Right);
