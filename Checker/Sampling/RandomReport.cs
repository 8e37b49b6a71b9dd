using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>The end of a random check.</summary>
/// <param name="Sequences">Sequences run.</param>
/// <param name="Commands">Commands carried out, outcome and view compared at each.</param>
/// <param name="Findings">One divergence of each clause, in the order found.</param>
/// <param name="Coverage">The clauses that decided steps.</param>
/// <param name="CannotShow">What the machine cannot show.</param>
internal sealed record RandomReport(
    long Sequences, long Commands, IReadOnlyList<Finding> Findings, ClauseCoverage Coverage,
    IReadOnlyList<HiddenField> CannotShow);
