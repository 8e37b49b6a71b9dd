using MsrSpec.Spec.Clauses;

namespace MsrSpec.Checker.Sampling;

/// <summary>What became of a finding.</summary>
/// <param name="Clause">The clause that it breaks after it was looked at closely.</param>
/// <param name="GoesOn">Whether the check shall look for more.</param>
internal readonly record struct Kept(Clause? Clause, bool GoesOn);
