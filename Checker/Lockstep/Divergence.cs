using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>The first difference between two machines.</summary>
/// <param name="Step">The number of the command, from 0.</param>
/// <param name="Command">The command.</param>
/// <param name="Expected">What the reference answers.</param>
/// <param name="Actual">What the machine answers.</param>
/// <param name="Field">The part of the view that differs, or null if the outcomes do.</param>
/// <param name="Claim">What the machine shows instead, in words.</param>
/// <param name="Clause">The clause that the machine breaks, or null if the reference knows none.</param>
public sealed record Divergence(
    int Step, Command Command, Outcome Expected, Outcome Actual, ViewField? Field, string Claim, Clause? Clause)
{
    /// <summary>The MSR index at which the views differ, or null if none has to do with it.</summary>
    public uint? Index { get; init; }
}
