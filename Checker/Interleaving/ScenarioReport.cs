using System.Collections.Immutable;

namespace MsrSpec.Checker.Interleaving;

/// <summary>What the exploration of a scenario came to.</summary>
/// <param name="Findings">What is wrong, each kind once, with few preemptions.</param>
/// <param name="Bounded">How many schedules with few preemptions were carried out.</param>
/// <param name="Reduced">How many of all, of which those that differ in nothing that matters count once.</param>
/// <param name="Left">How many were left before their end, as what can come of them was seen.</param>
/// <param name="IsWhole">Whether all were explored.</param>
internal sealed record ScenarioReport(
    ImmutableArray<RaceFinding> Findings, long Bounded, long Reduced, long Left, bool IsWhole);
