using System.Collections.Immutable;

namespace MsrSpec.Checker.Interleaving;

/// <summary>A schedule that shows something wrong.</summary>
/// <param name="Scenario">What is done.</param>
/// <param name="Failure">What is wrong.</param>
/// <param name="Schedule">Who takes each step.</param>
internal sealed record RaceFinding(RaceScenario Scenario, RaceFailure Failure, ImmutableArray<int> Schedule)
{
    /// <summary>How often another goes on than the one before.</summary>
    public int Switches => Enumerable.Range(1, Math.Max(0, Schedule.Length - 1))
        .Count(step => Schedule[step] != Schedule[step - 1]);
}
