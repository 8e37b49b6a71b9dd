using System.Globalization;
using MsrSpec.Files;

namespace MsrSpec.Cli;

/// <summary>What a <c>check</c> command line asks for.</summary>
/// <param name="Machine">The machine's name, or null for the standard ones.</param>
/// <param name="Dialect">The dialect's name, or null for the sound one.</param>
/// <param name="Mode">random, exhaustive or all.</param>
/// <param name="Seed">Decides the random jobs.</param>
/// <param name="Sequences">The most sequences of each random job, or null for the standard number.</param>
/// <param name="Seconds">The most seconds for all jobs together, or null.</param>
/// <param name="Json">Where a report goes, or null.</param>
/// <param name="Folder">Where counterexamples go.</param>
internal sealed record CheckRequest(
    string? Machine,
    string? Dialect,
    string Mode,
    ulong Seed,
    long? Sequences,
    double? Seconds,
    OutputFile? Json,
    string Folder)
{
    /// <summary>The command that repeats the run.</summary>
    public string Repeat => RepeatCommand.Of(
        "check",
        ("--machine", Machine),
        ("--dialect", Dialect),
        ("--mode", Mode == "all" ? null : Mode),
        ("--seed", Seed.ToString(CultureInfo.InvariantCulture)),
        ("--sequences", Sequences?.ToString(CultureInfo.InvariantCulture)),
        ("--time", Seconds?.ToString(CultureInfo.InvariantCulture)));
}
