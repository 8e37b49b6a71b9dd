using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Printing;

/// <summary>
/// A policy as lines: what is allowed by default, then the runs of indices where that is something else. The default is
/// what is allowed of the last index of all, so no line has to name that one, which lists have as a placeholder.
/// </summary>
/// <param name="Default">What is allowed where no line says otherwise.</param>
/// <param name="Lines">The runs, in ascending order, and what is allowed of them.</param>
public sealed record PolicyListing(
    AccessFlags Default, ImmutableArray<(IndexRun Run, AccessFlags Access)> Lines)
{
    /// <summary>The lines of a policy.</summary>
    public static PolicyListing Of(MsrPolicy policy)
    {
        AccessFlags standard = policy.Allowed(uint.MaxValue);
        IndexSet both = policy.Read.Intersect(policy.Write);
        (IndexSet Set, AccessFlags Access)[] parts =
        [
            (both, AccessFlags.ReadWrite),
            (policy.Read.Except(both), AccessFlags.Read),
            (policy.Write.Except(both), AccessFlags.Write),
            (policy.Read.Union(policy.Write).Complement, AccessFlags.None),
        ];
        return new PolicyListing(standard,
        [
            .. parts.Where(part => part.Access != standard)
                .SelectMany(part => part.Set.Runs.Select(run => (Run: run, part.Access)))
                .OrderBy(line => line.Run.First),
        ]);
    }
}
