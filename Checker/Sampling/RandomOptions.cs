using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Checker.Sampling;

/// <summary>What a random check shall do.</summary>
/// <param name="Seed">Decides every sequence.</param>
/// <param name="Sequences">The most sequences.</param>
/// <param name="MaxLength">The most commands of a sequence.</param>
/// <param name="Required">
/// Ids of clauses that the machine is known to break; the run ends when it has a divergence of each. Empty: the first
/// divergence ends the run.
/// </param>
internal sealed record RandomOptions(ulong Seed, long Sequences, int MaxLength, IReadOnlyList<string> Required)
{
    /// <summary>The interface that the sequences are for.</summary>
    public Interface Target { get; init; } = Interface.Allowlist;

    /// <summary>How long a machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;
}
