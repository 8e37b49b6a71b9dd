using MsrSpec.Checker.Interleaving;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Threads;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>Replays a trace with threads: the same commands in the same schedule, judged again.</summary>
internal static class RaceReplay
{
    /// <summary>Replays it.</summary>
    /// <param name="trace">The trace, whose headers are there.</param>
    /// <param name="machine">A machine made afresh.</param>
    public static (ReplayVerdict Verdict, string Message) Replay(Trace trace, IThreadedMachine machine)
    {
        if (Dialect.Find(trace.Reference!) is not { } dialect)
        {
            return (ReplayVerdict.Incomplete, $"threads are judged by a dialect, not by '{trace.Reference}'");
        }

        if (RaceTrace.ScenarioOf(trace, out string problem) is not { } scenario
            || ProblemOf(scenario, trace, machine, out problem))
        {
            return (ReplayVerdict.Incomplete, problem);
        }

        machine.BuffersStores = trace.Schedule.Any(stretch => stretch.IsBuffer);
        ThreadedRun run = new(machine, scenario);
        if (new ScheduleWriter(run).Carry(trace.Schedule, out problem) is null)
        {
            return (ReplayVerdict.FailsOtherwise, problem);
        }

        HistoryJudge judge = new(scenario, dialect.Readings)
        {
            JudgesPolicy = trace.Clause == ThreadClauses.PolicyAtOnce.Id,
        };
        RaceFailure? failure = judge.Judge(run, machine);
        return ChangeOf(trace, judge) ?? Compare(trace, failure);
    }

    /// <summary>What the model answers otherwise than the trace says, but for what is wrong in it.</summary>
    private static (ReplayVerdict Verdict, string Message)? ChangeOf(Trace trace, HistoryJudge judge)
    {
        int[] calls = new int[IThreadedMachine.MaxThreads];
        for (int i = 0; i < trace.Steps.Length; i++)
        {
            TraceStep step = trace.Steps[i];
            Outcome? now = step.Thread is { } thread ? judge.AnswerOf(thread, calls[thread]++)
                : i < judge.Prefix.Count ? judge.Prefix[i]
                : null;
            if (step.Claim is null && step.Expected is { } expected && now is not null && now != expected)
            {
                return (ReplayVerdict.ChangedExpectation,
                    $"command {i + 1}: the file expects '{expected}', {trace.Reference} now answers '{now}'");
            }
        }

        return null;
    }

    private static bool ProblemOf(
        RaceScenario scenario, Trace trace, IThreadedMachine machine, out string problem)
    {
        problem = trace.Steps.Skip(scenario.Count).Any(step => step.Claim is null)
            ? "behind the threads stands only what shows something wrong"
            : scenario.Commands.Select(machine.ProblemOf).FirstOrDefault(found => found is not null) ?? string.Empty;
        return problem.Length > 0;
    }

    private static (ReplayVerdict Verdict, string Message) Compare(Trace trace, RaceFailure? failure)
    {
        if (trace.End == TraceEnd.Agreement)
        {
            return failure is null
                ? (ReplayVerdict.Holds, trace.Title ?? "agreement")
                : (ReplayVerdict.FailsOtherwise, $"expected '{failure.Expected}', got '{failure.Actual}'");
        }

        if (failure is null)
        {
            return (ReplayVerdict.NoLongerFails, $"{trace.Machine} no longer differs from {trace.Reference}");
        }

        TraceStep? claimed = trace.Steps.FirstOrDefault(step => step.Claim is not null);
        bool isSame = claimed is not null && claimed.Claim == failure.Actual.ToString()
            && claimed.Thread == failure.Thread && claimed.Command == failure.Command;
        return failure.Clause.Id != trace.Clause
            ? (ReplayVerdict.FailsOtherwise,
                $"{trace.Machine} breaks '{failure.Clause.Id}', the file says '{trace.Clause}'")
            : claimed?.Expected is { } expected && expected != failure.Expected
                ? (ReplayVerdict.ChangedExpectation,
                    $"the file expects '{expected}', {trace.Reference} now answers '{failure.Expected}'")
            : isSame
                ? (ReplayVerdict.Holds, trace.Title ?? trace.Clause!)
                : (ReplayVerdict.FailsOtherwise,
                    $"{trace.Machine} shows '{failure.Actual}', the file says '{claimed?.Claim}'");
    }
}
