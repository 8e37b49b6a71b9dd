using System.CommandLine;
using System.Diagnostics;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Racing;
using MsrSpec.Cli.Racing;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

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

        Exit status: 0 as expected, 1 something new was found, 2 wrong command line, or a file that cannot be used or
        written, 3 not complete: time or a bound ended it before every schedule was explored, or scenarios were left
        out, 130 interrupted.
        """;

    private const string Tso = "tso";

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
            "--schedules",
            "The most schedules of one scenario with so few preemptions, and again when all are explored",
            RaceLimits.Usual.Schedules);
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
        RaceScenario? scenario = null;
        return PlanOf(request, out string problem) is not { } plan
            || (request.File is not null && (scenario = Read(request.File, plan, out problem)) is null)
            ? CommandLine.Fail(problem)
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

        Dialect? dialect = request.Dialect is null ? machine.Claims : DialectNames.Find(request.Dialect, out problem);
        if (dialect is null)
        {
            return null;
        }

        bool isPosted = machine.KnownDefects(Dialect.Sound).Count > 0;
        return new RacePlan(
            machine.Name, create, dialect,
            new RaceLimits((int)Math.Min(request.Preemptions, int.MaxValue), request.Schedules))
        {
            Known = isPosted ? RaceDefect.OfThePostedPatch : [],
            JudgesPolicy = request.JudgesPolicy || isPosted,
            BuffersStores = request.IsTso,
            Version = ToolVersion.Text,
        };
    }

    private static RaceScenario? Read(string file, RacePlan plan, out string problem)
    {
        if (TraceFile.Read(file, out problem) is not { } trace)
        {
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
        RaceSession session = new(plan, CounterexampleFolder.Open(request.Folder)) { Signal = interruption.Token };
        RaceOutput output = new(Terminal.Output);
        long start = Stopwatch.GetTimestamp();
        RaceReport report = scenario is null
            ? Terminal.Output.Track(
                $"{plan.Machine}, scenarios", request.Scenarios,
                progress => session.Run(request.Seed, request.Scenarios, progress, end.Token))
            : session.Run(scenario, request.File!, end.Token);
        output.Show(report, plan, request);
        output.Summary(report, plan, request, Stopwatch.GetElapsedTime(start));
        return StatusOf(report, interruption, end.IsCancellationRequested);
    }

    /// <summary>What was found comes before what was not reached.</summary>
    private static int StatusOf(RaceReport report, Interruption interruption, bool wasEnded) =>
        !report.IsAsExpected ? ExitStatus.Found
        : interruption.Interrupted ? ExitStatus.Interrupted
        : report.Results.Any(result => result.Problem is not null) ? ExitStatus.Usage
        : wasEnded || !report.IsWhole ? ExitStatus.NotComplete
        : ExitStatus.Success;
}
