using System.Collections.Immutable;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Racing;

/// <summary>Explores scenarios, and keeps what they show: each kind of failure once, made small.</summary>
/// <param name="plan">What is looked for, and where.</param>
/// <param name="store">Where counterexamples go.</param>
public sealed class RaceSession(RacePlan plan, CounterexampleStore store)
{
    private readonly List<RaceResult> _results = [];
    private readonly HashSet<RaceSignature> _seen = [];
    private long _scenarios;
    private long _whole;
    private long _bounded;
    private long _reduced;
    private long _left;
    private long _differing;

    /// <summary>Ends all at once, also what makes findings small.</summary>
    public CancellationToken Signal { get; init; }

    /// <summary>Explores scenarios that a seed decides.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="end">Ends the work; what is found by then is still made small.</param>
    public RaceReport Run(ulong seed, long count, Action<long> progress, CancellationToken end)
    {
        ScenarioGenerator generator = new(seed);
        IThreadedMachine machine = Create();
        for (long number = 0; number < count && !end.IsCancellationRequested; number++)
        {
            Explore(machine, generator.Draw((uint)number), $"seed {seed}, scenario {number}", end);
            progress(number + 1);
        }

        return Report();
    }

    /// <summary>Explores one scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="end">Ends the work.</param>
    public RaceReport Run(RaceScenario scenario, string origin, CancellationToken end)
    {
        Explore(Create(), scenario, origin, end);
        return Report();
    }

    private IThreadedMachine Create()
    {
        IThreadedMachine machine = plan.Create();
        machine.BuffersStores = plan.BuffersStores;
        return machine;
    }

    private void Explore(IThreadedMachine machine, RaceScenario scenario, string origin, CancellationToken end)
    {
        ScenarioSearch search = new(machine, plan.Dialect.Readings, plan.JudgesPolicy) { End = end };
        if (search.Explore(scenario, plan.Limits) is not { } report)
        {
            _differing++;
            return;
        }

        _scenarios++;
        _whole += report.IsWhole ? 1 : 0;
        _bounded += report.Bounded;
        _reduced += report.Reduced;
        _left += report.Left;
        foreach (RaceFinding finding in report.Findings.Where(finding => _seen.Add(finding.Failure.Signature)))
        {
            Keep(machine, finding, origin);
        }
    }

    private void Keep(IThreadedMachine machine, RaceFinding finding, string origin)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Signal);
        end.CancelAfter(RaceLimits.Shrinking);
        ScenarioSearch search = new(machine, plan.Dialect.Readings, plan.JudgesPolicy) { End = end.Token };
        string found = $"msrspec {plan.Version}, race, {origin}";

        // On disk before it is made small: whatever ends the process by then leaves it there.
        bool isKept = store.TryWrite(TraceOf(machine, finding, found), out _);
        RaceFinding small = new RaceShrinker(search, plan.Limits.Preemptions).Shrink(finding);
        Trace trace = TraceOf(machine, small, found);
        ImmutableArray<string> reported = [.. machine.Findings];
        ThreadedRun run = new(machine, small.Scenario);
        ImmutableArray<RaceRow> rows = RaceRows.Of(run, small.Schedule);
        bool isSmaller = store.TryWrite(trace, out string? problem);
        _results.Add(new RaceResult(
            small.Failure, trace, plan.Known.FirstOrDefault(defect => defect.IsShownBy(small.Failure)),
            finding.Scenario.Count, PreemptionsOf(run, small.Schedule), rows, reported, store.PathOf(trace),
            isSmaller || isKept, problem));
    }

    private Trace TraceOf(IThreadedMachine machine, RaceFinding finding, string found) =>
        RaceTrace.Of(plan.Machine, machine, plan.Dialect, finding, plan.JudgesPolicy, found);

    private static int PreemptionsOf(ThreadedRun run, ImmutableArray<int> schedule)
    {
        int preemptions = 0;
        run.Restart();
        for (int i = 0; i < schedule.Length; i++)
        {
            bool isOther = i > 0 && schedule[i] != schedule[i - 1];
            preemptions += isOther && run.StatusOf(schedule[i - 1]) == ThreadStatus.Ready ? 1 : 0;
            run.Move(schedule[i]);
        }

        return preemptions;
    }

    private RaceReport Report() => new(
        [.. _results], [.. plan.Known.Where(defect => _results.TrueForAll(result => result.Defect != defect))],
        _scenarios, _whole, _bounded, _reduced, _left, _differing);
}
