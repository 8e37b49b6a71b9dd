using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Racing;

/// <summary>What to look for races in, and how far.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Dialect">The dialect that is right.</param>
/// <param name="Limits">How far each scenario is explored.</param>
public sealed record RacePlan(string Machine, Func<IThreadedMachine> Create, Dialect Dialect, RaceLimits Limits)
{
    /// <summary>The defects that it is known to have.</summary>
    public IReadOnlyList<RaceDefect> Known { get; init; } = [];

    /// <summary>Whether a policy of several ranges is to take effect at once.</summary>
    public bool JudgesPolicy { get; init; }

    /// <summary>Whether what a thread stores is seen by others later (TSO).</summary>
    public bool BuffersStores { get; init; }

    /// <summary>The tool's version, for provenance.</summary>
    public string Version { get; init; } = string.Empty;
}
