using MsrSpec.Checker.Lockstep;

namespace MsrSpec.Checker.Comparing;

/// <summary>Where two references first show a difference.</summary>
/// <param name="Clauses">The clause that each gives for it.</param>
/// <param name="Divergence">How they differ: the first one is the reference.</param>
/// <param name="BeganBefore">
/// Whether the difference was there before the command, which only looks where none did: the clauses say nothing then.
/// </param>
internal sealed record MutualDivergence(ClausePair Clauses, Divergence Divergence, bool BeganBefore);
