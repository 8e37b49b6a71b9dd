using System.Collections.Immutable;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Reading;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Policies.Linting;

/// <summary>What became of judging an input.</summary>
/// <param name="Problem">Why it cannot be read; null if it can.</param>
/// <param name="Interface">The interface that it is for.</param>
/// <param name="Findings">The findings, in the order of the input.</param>
public sealed record LintReport(PolicyProblem? Problem, Interface Interface, ImmutableArray<Finding> Findings);
