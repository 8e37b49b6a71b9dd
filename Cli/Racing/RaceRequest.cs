using System.Globalization;
using MsrSpec.Checker.Interleaving;

namespace MsrSpec.Cli.Racing;

/// <summary>What a <c>race</c> command line asks for.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="File">A trace whose threads are explored; null for generated ones.</param>
/// <param name="Dialect">The dialect's name; null for the one that the machine claims to be.</param>
/// <param name="Scenarios">How many scenarios.</param>
/// <param name="Preemptions">Up to how many preemptions all schedules are explored first.</param>
/// <param name="Schedules">The most schedules of one scenario when all are explored.</param>
/// <param name="IsTso">Whether stores become visible late.</param>
/// <param name="JudgesPolicy">Whether a policy of several ranges is to take effect at once.</param>
/// <param name="Seed">Decides the scenarios.</param>
/// <param name="Seconds">The most seconds, or null.</param>
/// <param name="Folder">Where counterexamples go.</param>
internal sealed record RaceRequest(
    string Machine, string? File, string? Dialect, long Scenarios, long Preemptions, long Schedules, bool IsTso,
    bool JudgesPolicy, ulong Seed, double? Seconds, string Folder)
{
    /// <summary>How many scenarios there are unless it is said.</summary>
    public const long UsualScenarios = 500;

    /// <summary>The command that repeats the run.</summary>
    public string Repeat => RepeatCommand.Of(
        $"race {Machine}{(File is null ? string.Empty : $" {File}")}",
        ("--dialect", Dialect),
        ("--seed", Seed.ToString(CultureInfo.InvariantCulture)),
        ("--scenarios", Scenarios == UsualScenarios ? null : Scenarios.ToString(CultureInfo.InvariantCulture)),
        ("--preemptions", Preemptions == RaceLimits.Usual.Preemptions ? null
            : Preemptions.ToString(CultureInfo.InvariantCulture)),
        ("--schedules", Schedules == RaceLimits.Usual.Schedules ? null
            : Schedules.ToString(CultureInfo.InvariantCulture)),
        ("--policy", JudgesPolicy ? string.Empty : null),
        ("--memory-order", IsTso ? "tso" : null),
        ("--time", Seconds?.ToString(CultureInfo.InvariantCulture)));
}
