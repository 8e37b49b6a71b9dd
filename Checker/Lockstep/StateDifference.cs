using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>A difference of two states, with what it breaks.</summary>
/// <param name="Field">The part of the view that differs.</param>
/// <param name="Claim">What the second machine shows, in words, and in brackets what the first does.</param>
/// <param name="Clause">The clause that this breaks, or null if the reference knows none.</param>
/// <param name="Index">The MSR index at which it is seen, or null if none has to do with it.</param>
internal sealed record StateDifference(ViewField Field, string Claim, Clause? Clause, uint? Index);
