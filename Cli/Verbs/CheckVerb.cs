using System.CommandLine;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec check</c>: checks machines against a dialect.</summary>
internal static class CheckVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string?> machine = new("--machine")
        {
            Description = "The machine to check; without it, the optimized and the posted ones",
            HelpName = "NAME",
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = $"The dialect that is right: {Dialects}; without it, {Dialect.Sound.Name}",
            HelpName = "NAME",
        };
        Option<string> mode = new("--mode")
        {
            Description = "random, exhaustive or all",
            DefaultValueFactory = _ => "all",
            HelpName = "MODE",
        };
        mode.AcceptOnlyFromAmong("random", "exhaustive", "all");
        Option<long?> sequences = new("--sequences")
        {
            Description = "The most sequences of each random job",
            HelpName = "NUMBER",
        };
        Option<double?> time = new("--time")
        {
            Description = "The most seconds for the random jobs together",
            HelpName = "SECONDS",
        };
        Option<string?> json = new("--json") { Description = "Writes a report there as well", HelpName = "FILE" };
        Option<ulong> seed = Options.Seed();
        Option<string> folder = Options.Counterexamples();
        Command verb = new("check", "Checks machines against a dialect, and keeps a shrunk trace of what differs")
        {
            machine, dialect, mode, seed, sequences, time, json, folder,
        };
        verb.SetAction(parsed => CheckRun.Start(new CheckRequest(
            parsed.GetValue(machine), parsed.GetValue(dialect), parsed.GetValue(mode)!, parsed.GetValue(seed),
            parsed.GetValue(sequences), parsed.GetValue(time), parsed.GetValue(json), parsed.GetValue(folder)!)));
        return verb;
    }

    private static string Dialects => string.Join(", ", Dialect.All.Select(dialect => dialect.Name));
}
