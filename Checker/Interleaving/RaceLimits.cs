namespace MsrSpec.Checker.Interleaving;

/// <summary>How far a scenario is explored.</summary>
/// <param name="Preemptions">
/// Up to how many preemptions all schedules are explored first: those show a finding with few switches.
/// </param>
/// <param name="Schedules">The most schedules with so few preemptions, and again when all are explored.</param>
public sealed record RaceLimits(int Preemptions, long Schedules)
{
    /// <summary>The most steps of a schedule: threads that only wait for each other in a loop have no end.</summary>
    public const int MostSteps = 5_000;

    /// <summary>The longest time to make a finding small.</summary>
    public static readonly TimeSpan Shrinking = TimeSpan.FromSeconds(20);

    /// <summary>Enough for two threads with a few calls.</summary>
    public static RaceLimits Usual { get; } = new(2, 100_000);
}
