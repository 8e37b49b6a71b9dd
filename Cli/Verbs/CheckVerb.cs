using System.CommandLine;
using MsrSpec.Checker.Running;
using MsrSpec.Files;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec check</c>: checks machines against a dialect.</summary>
internal static class CheckVerb
{
    private const string Summary = "Checks machines against a dialect, and keeps a shrunk trace of what differs";

    private const string Notes = """
        Example: ./msrspec check --machine optimized --time 60

        Exit status: 0 as expected, 1 something new was found (or something known was not), 2 wrong command line, or a
        file that cannot be written, 3 not complete: time or a bound ended a job before its end, 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string?> machine = new("--machine")
        {
            Description = "The machine to check; without it, the optimized and the posted ones, and the filter",
            HelpName = "NAME",
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = $"The dialect that is right: {DialectNames.All}; without it, {Dialect.Sound.Name} "
                + "(-32 for a 32-bit kernel), or the kernel version that a machine with a filter claims to be",
            HelpName = "NAME",
        };
        Option<string> mode = Options.Choice(
            "--mode", "How", ("all", "all"), ("random", "random"), ("exhaustive", "exhaustive"));
        Option<long?> sequences = Options.OptionalCount("--sequences", "The most sequences of each random job");
        Option<double?> time = Options.OptionalSeconds(
            "--time",
            "The most time for all jobs together, shared out; what a job finds is made small for up to "
            + $"{CheckSession.UsualGrace.TotalSeconds} seconds more");
        Option<OutputFile?> json = Options.OptionalOutput(
            "--json", "Writes a report there as well; - is the standard output, and the text goes to the error's");
        Option<ulong> seed = Options.Seed("Decides every generated sequence");
        Option<string> folder = Options.OutputFolder(
            "--counterexamples", "Folder of counterexample files", "counterexamples");
        Verb verb = new("check", Summary, Notes) { machine, dialect, mode, seed, sequences, time, json, folder };
        verb.SetAction(parsed => Start(new CheckRequest(
            parsed.GetValue(machine), parsed.GetValue(dialect), parsed.GetValue(mode)!, parsed.GetValue(seed),
            parsed.GetValue(sequences), parsed.GetValue(time), parsed.GetValue(json), parsed.GetValue(folder)!)));
        return verb;
    }

    private static int Start(CheckRequest request) =>
        JobsOf(request, out IReadOnlyList<CheckJob> jobs) is { } problem
            ? CommandLine.Fail(problem)
            : CheckRun.Start(request, jobs);

    /// <summary>The jobs of a request, or what is wrong with it.</summary>
    private static string? JobsOf(CheckRequest request, out IReadOnlyList<CheckJob> jobs)
    {
        jobs = [];
        string problem = string.Empty;
        RegisteredMachine? machine = request.Machine is null ? null
            : MachineRegistry.Find(request.Machine, out problem);
        if (problem.Length > 0)
        {
            return problem;
        }

        Dialect? dialect =
            request.Dialect is null ? DefaultOf(machine) : DialectNames.Find(request.Dialect, out problem);
        if (dialect is null)
        {
            return problem;
        }

        if (request is { Mode: "exhaustive", Sequences: not null })
        {
            return "--mode exhaustive contradicts --sequences";
        }

        CheckPlan plan = new(dialect, ModeOf(request.Mode), request.Sequences);
        jobs = machine is null ? plan.JobsOf(MachineRegistry.Standard) : plan.JobsOf(machine);
        return null;
    }

    /// <summary>
    /// The sound allowlist, of a kernel with words as wide; of a machine with a filter, the dialect that it claims to
    /// be.
    /// </summary>
    private static Dialect DefaultOf(RegisteredMachine? machine) => machine?.Claims?.Readings switch
    {
        { Interface: Interface.Filter } => machine.Claims,
        { KernelWords: not KernelWords.Of64Bits } => Dialect.Sound32,
        _ => Dialect.Sound,
    };

    private static CheckMode? ModeOf(string word) => word switch
    {
        "random" => CheckMode.Random,
        "exhaustive" => CheckMode.Exhaustive,
        _ => null,
    };
}
