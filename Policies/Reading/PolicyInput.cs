using System.Collections.Immutable;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Policies.Reading;

/// <summary>What became of reading a policy.</summary>
/// <param name="Format">What it is written in.</param>
/// <param name="Policy">The policy; null if something is wrong.</param>
/// <param name="Names">The names that the input itself gives to registers.</param>
/// <param name="Problems">What is wrong, in the order of the input.</param>
/// <param name="Warnings">What is to be known of it.</param>
public sealed record PolicyInput(
    PolicyFormat Format,
    MsrPolicy? Policy,
    ImmutableSortedDictionary<uint, string> Names,
    ImmutableArray<PolicyProblem> Problems,
    ImmutableArray<PolicyProblem> Warnings)
{
    /// <summary>The dialect whose decisions the policy is; null for one that people wrote.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>An input that cannot be read.</summary>
    internal static PolicyInput Wrong(PolicyFormat format, params ImmutableArray<PolicyProblem> problems) =>
        new(format, null, ImmutableSortedDictionary<uint, string>.Empty, problems, []);
}
