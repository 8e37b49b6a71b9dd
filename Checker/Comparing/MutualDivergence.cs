using MsrSpec.Checker.Lockstep;

namespace MsrSpec.Checker.Comparing;

/// <summary>Where two references first differ.</summary>
/// <param name="Clauses">The clause that each gives for it.</param>
/// <param name="Divergence">How they differ: the first one is the reference.</param>
internal sealed record MutualDivergence(ClausePair Clauses, Divergence Divergence);
