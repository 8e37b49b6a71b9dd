using System.Collections.Immutable;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>Findings of threads as traces, and back.</summary>
public static class RaceTrace
{
    /// <summary>The trace of a finding: every command with the model's answer, one with what is wrong.</summary>
    /// <param name="machineName">The machine's name.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="dialect">The dialect that is right.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="judgesPolicy">Whether a policy of several ranges is to take effect at once.</param>
    /// <param name="found">Where it came from.</param>
    internal static Trace Of(
        string machineName, IThreadedMachine machine, Dialect dialect, RaceFinding finding, bool judgesPolicy,
        string found)
    {
        RaceScenario scenario = finding.Scenario;
        ThreadedRun run = new(machine, scenario);
        ImmutableArray<ScheduleStretch> schedule = new ScheduleWriter(run).Write(finding.Schedule);
        HistoryJudge judge = new(scenario, dialect.Readings) { JudgesPolicy = judgesPolicy };
        CallEvent[] history = [.. run.History];
        RaceFailure failure = judge.Judge(run, machine)!;
        List<TraceStep> steps =
        [
            .. scenario.Prefix.Select((command, number) => new TraceStep(command, judge.Prefix[number], Claim: null)),
            .. history.Where(happened => happened.Outcome is null)
                .Select(begin => StepOf(begin, scenario, judge, failure)),
        ];
        if (failure.Thread is null)
        {
            steps.Add(new TraceStep(failure.Command, failure.Expected, failure.Actual.ToString()));
        }

        return new Trace(
            failure.Clause.Sentence, machineName, dialect.Name, failure.Clause.Id, TraceEnd.Mismatch, found, [.. steps])
        {
            Schedule = schedule,
        };
    }

    /// <summary>What the threads of a trace do.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="problem">Why it cannot be done on a machine with threads; empty if it can.</param>
    public static RaceScenario? ScenarioOf(Trace trace, out string problem)
    {
        int first = Index(trace, step => step.Thread is not null);
        int last = trace.Steps.Length - Index(trace, step => step.Thread is not null, fromEnd: true);
        int count = trace.Steps.Max(step => step.Thread) + 1 ?? 0;
        problem = count == 0 ? "no command has a thread in front of it"
            : trace.Steps[first..last].Any(step => step.Thread is null)
                ? "a command without a thread stands between those of threads"
            : Enumerable.Range(0, count).FirstOrDefault(
                number => trace.Steps.All(step => step.Thread != number), -1) is >= 0 and var missing
                ? $"there is a thread{count - 1}, but no thread{missing}"
            : string.Empty;
        return problem.Length > 0
            ? null
            : new RaceScenario(
                [.. trace.Steps[..first].Select(step => step.Command)],
                [.. Enumerable.Range(0, count).Select(number => (ImmutableArray<Command>)
                    [.. trace.Steps.Where(step => step.Thread == number).Select(step => step.Command)])]);
    }

    private static int Index(Trace trace, Func<TraceStep, bool> isMeant, bool fromEnd = false)
    {
        IEnumerable<TraceStep> steps = fromEnd ? trace.Steps.Reverse() : trace.Steps;
        return steps.TakeWhile(step => !isMeant(step)).Count();
    }

    private static TraceStep StepOf(
        CallEvent begin, RaceScenario scenario, HistoryJudge judge, RaceFailure failure)
    {
        bool isWrong = failure.Thread == begin.Thread && failure.Number == begin.Number;
        Command command = scenario.Threads[begin.Thread][begin.Number];
        Outcome? expected = isWrong ? failure.Expected : judge.AnswerOf(begin.Thread, begin.Number);
        return new TraceStep(command, expected, isWrong ? failure.Actual.ToString() : null) { Thread = begin.Thread };
    }
}
