using System.Collections.Immutable;

namespace MsrSpec.Checker.Racing;

/// <summary>What looking for races came to.</summary>
/// <param name="Results">What was found.</param>
/// <param name="Missing">Known defects that were not found.</param>
/// <param name="Scenarios">How many scenarios were explored.</param>
/// <param name="Whole">Of how many of those all schedules were.</param>
/// <param name="Bounded">Schedules with few preemptions.</param>
/// <param name="Reduced">Schedules of the exploration of all, of which those that differ in nothing that matters count
/// once.</param>
/// <param name="Left">Schedules that were left before their end.</param>
/// <param name="Differing">
/// Scenarios that were left out because the machine and the dialect differ where no two calls overlap.
/// </param>
public sealed record RaceReport(
    ImmutableArray<RaceResult> Results, ImmutableArray<RaceDefect> Missing, long Scenarios, long Whole, long Bounded,
    long Reduced, long Left, long Differing)
{
    /// <summary>Whether every schedule of every scenario was explored.</summary>
    public bool IsWhole => Whole == Scenarios && Differing == 0;

    /// <summary>Whether nothing was found that was not known.</summary>
    public bool IsAsExpected => Results.All(result => result.Defect is not null);
}
