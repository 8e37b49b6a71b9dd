using System.CommandLine;
using System.Diagnostics;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Racing;
using MsrSpec.Cli.Racing;
using MsrSpec.Files;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Trace = MsrSpec.Spec.Vocabulary.Trace;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec race</c>: explores the schedules of threads that call a machine at once.</summary>
internal static class RaceVerb
{
    private const string Summary = "Explores the schedules of threads that call a machine at once";

    private const string Notes = """
        Threads add ranges and ask for decisions. Every schedule is carried out, at the granularity of accesses to
        shared memory and of functions of the kernel: first those with few preemptions, then all, of which those that
        differ in nothing that another thread can notice are one. What the calls answer must be what they answer in
        some order, one after another. Machines with threads are the compiled ones, and object files.

        Examples: ./msrspec race posted-c
                  ./msrspec race object:x86.o --time 60
                  ./msrspec race posted-c my.trace

        Exit status: 0 as expected, 1 something new was found, 2 wrong command line, or a file that cannot be used,
        3 not complete: time or a bound ended it before every schedule was explored, 130 interrupted.
        """;

    private const string Tso = "tso";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <summary>Builds the verb.</summary>
    public static Verb Build()
    {
        Argument<string> machine = new("machine") { Description = "The machine, such as posted-c or object:FILE" };
        Argument<string?> file = new("file")
        {
            Description = "A trace: only what its threads do is explored, whatever its schedule is",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = "The dialect that is right; without it, the one that the machine claims to be",
            HelpName = "NAME",
        };
        Option<long> scenarios = Options.Count(
            "--scenarios", "How many scenarios are generated", RaceRequest.UsualScenarios, uint.MaxValue);
        Option<long?> preemptions = Options.OptionalNumber(
            "--preemptions", "Up to how many preemptions all schedules are explored first; without it, 2");
        Option<long> schedules = Options.Count(
            "--schedules", "The most schedules of one scenario when all are explored", RaceLimits.Usual.Schedules);
        Option<string> order = Options.Choice(
            "--memory-order", "How stores become visible to other threads", ("sc", "sc"), (Tso, Tso));
        Option<bool> policy = new("--policy")
        {
            Description = "Also judges whether ranges that one thread adds take effect at once; of what is known to be "
                + "as posted that is judged anyway",
        };
        Option<double?> time = Options.OptionalSeconds(
            "--time",
            "The most time; each finding is made small for up to "
            + $"{RaceLimits.Shrinking.TotalSeconds} seconds more");
        Option<ulong> seed = Options.Seed("Decides the scenarios");
        Option<string> folder = Options.OutputFolder(
            "--counterexamples", "Folder of counterexample files", "counterexamples");
        Verb verb = new("race", Summary, Notes)
        {
            machine, file, dialect, scenarios, preemptions, schedules, order, policy, seed, time, folder,
        };
        verb.SetAction(parsed => Start(new RaceRequest(
            parsed.GetValue(machine)!, parsed.GetValue(file), parsed.GetValue(dialect), parsed.GetValue(scenarios),
            parsed.GetValue(preemptions) ?? RaceLimits.Usual.Preemptions, parsed.GetValue(schedules),
            parsed.GetValue(order) == Tso, parsed.GetValue(policy), parsed.GetValue(seed), parsed.GetValue(time),
            parsed.GetValue(folder)!)));
        return verb;
    }

    private static int Start(RaceRequest request)
    {
        string problem = string.Empty;
        RaceScenario? scenario = null;
        return PlanOf(request, out problem) is not { } plan ? CommandLine.Fail(problem)
            : request.File is { } file && (scenario = Read(file, plan, out problem)) is null ? CommandLine.Fail(problem)
            : Run(request, plan, scenario);
    }

    private static RacePlan? PlanOf(RaceRequest request, out string problem)
    {
        if (MachineRegistry.Find(request.Machine, out problem) is not { } machine)
        {
            return null;
        }

        if (machine.CreateThreaded is not { } create)
        {
            problem = $"the calls of '{request.Machine}' cannot be made by several threads; those of compiled machines "
                + "can, such as posted-c";
            return null;
        }

        Dialect? dialect = request.Dialect is null ? machine.Claims : Dialect.Find(request.Dialect);
        if (dialect is null)
        {
            problem = $"unknown dialect '{request.Dialect}'; known are "
                + string.Join(", ", Dialect.All.Select(known => known.Name));
            return null;
        }

        bool isPosted = machine.KnownDefects(Dialect.Sound).Count > 0;
        return new RacePlan(
            machine.Name, create, dialect,
            new RaceLimits((int)Math.Min(request.Preemptions, int.MaxValue), request.Schedules))
        {
            Known = isPosted && request.File is null ? RaceDefect.OfThePostedPatch : [],
            JudgesPolicy = request.JudgesPolicy || isPosted,
            BuffersStores = request.IsTso,
            Version = ToolVersion.Text,
        };
    }

    private static RaceScenario? Read(string file, RacePlan plan, out string problem)
    {
        if (InputFile.ReadText(file, TraceParser.MostBytes, out problem) is not { } text)
        {
            return null;
        }

        Parsed<Trace> parsed = TraceParser.Parse(text);
        if (parsed.Value is not { } trace)
        {
            problem = parsed.Error!.Describe(file);
            return null;
        }

        RaceScenario? scenario = RaceTrace.ScenarioOf(trace, out problem);
        IThreadedMachine machine = plan.Create();
        problem = scenario is null ? problem
            : scenario.Commands.Select(machine.ProblemOf).FirstOrDefault(found => found is not null)
                ?? string.Empty;
        problem = problem.Length > 0 ? $"{file}: {problem}" : problem;
        return problem.Length > 0 ? null : scenario;
    }

    private static int Run(RaceRequest request, RacePlan plan, RaceScenario? scenario)
    {
        using Interruption interruption = new();
        using CancellationTokenSource end = new TimeShares(request.Seconds).Next(1, interruption.Token);
        CounterexampleStore store = new(request.Folder);
        store.Sweep();
        RaceSession session = new(plan, store) { Signal = interruption.Token };
        RaceOutput output = new(Terminal.Output);
        long start = Stopwatch.GetTimestamp();
        ProgressLines progress = new($"{plan.Machine}, scenarios", request.Scenarios, Quiet);
        RaceReport report = scenario is null
            ? session.Run(request.Seed, request.Scenarios, progress.Report, end.Token)
            : session.Run(scenario, request.File!, end.Token);
        output.Show(report, plan);
        output.Summary(report, plan, request, Stopwatch.GetElapsedTime(start));
        return StatusOf(report, interruption, end.IsCancellationRequested);
    }

    private static int StatusOf(RaceReport report, Interruption interruption, bool wasEnded) =>
        !report.IsAsExpected || report.Results.Any(result => result.Problem is not null) ? ExitStatus.Found
        : interruption.Interrupted ? ExitStatus.Interrupted
        : wasEnded || report.Whole < report.Scenarios ? ExitStatus.NotComplete
        : ExitStatus.Success;
}
