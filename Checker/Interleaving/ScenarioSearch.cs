using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>Looks for what is wrong with the schedules of a scenario.</summary>
/// <param name="machine">The machine.</param>
/// <param name="readings">The choices of the dialect that is right.</param>
/// <param name="judgesPolicy">Whether a policy of several ranges is to take effect at once.</param>
internal sealed class ScenarioSearch(IThreadedMachine machine, ReadingSet readings, bool judgesPolicy)
{
    /// <summary>Ends the search when it is cancelled.</summary>
    public CancellationToken End { get; init; }

    /// <summary>Explores all schedules, those with few preemptions first.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="limits">How far.</param>
    /// <returns>What came of it; null if the machine answers otherwise than the model where no two calls overlap: that
    /// is nothing of threads.</returns>
    public ScenarioReport? Explore(RaceScenario scenario, RaceLimits limits)
    {
        ThreadedRun run = new(machine, scenario);
        HistoryJudge judge = JudgeOf(scenario);
        List<RaceFinding> findings = [];
        bool isSequential = !IsPrefixRight(run, judge);
        BoundedExplorer bounded = new(run);
        for (int bound = 0; bound <= limits.Preemptions && !isSequential && !End.IsCancellationRequested; bound++)
        {
            _ = bounded.Explore(
                bound, RaceLimits.MostSteps, () => Take(bounded.Schedule) && bounded.Schedules < limits.Schedules);
        }

        ReducedExplorer reduced = new(run);
        bool isWhole = !isSequential && !End.IsCancellationRequested && reduced.Explore(
            RaceLimits.MostSteps, () => Take(reduced.Schedule) && reduced.Schedules < limits.Schedules);
        return isSequential
            ? null : new ScenarioReport([.. findings], bounded.Schedules, reduced.Schedules, reduced.Left, isWhole);

        bool Take(IEnumerable<int> schedule)
        {
            if (judge.Judge(run, machine) is { } failure
                && findings.TrueForAll(known => known.Failure.Signature != failure.Signature))
            {
                // But for what is kept from one call to the next.
                isSequential |= run.IsSequential
                    && failure.Kind is not (RaceFailureKind.Deadlock or RaceFailureKind.PartOfAPolicy);
                findings.Add(new RaceFinding(scenario, failure, [.. schedule]));
            }

            return !isSequential && !End.IsCancellationRequested;
        }
    }

    /// <summary>A schedule with so few preemptions as can be that shows the same as another finding.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="like">What is looked for.</param>
    /// <param name="preemptions">The most preemptions.</param>
    /// <param name="isAnyEnough">Whether any such schedule will do; else it is one with the fewest switches.</param>
    /// <returns>The schedule; null if there is none, or the machine differs before a thread begins.</returns>
    public RaceFinding? Find(RaceScenario scenario, RaceFailure like, int preemptions, bool isAnyEnough)
    {
        ThreadedRun run = new(machine, scenario);
        HistoryJudge judge = JudgeOf(scenario);
        if (!IsPrefixRight(run, judge))
        {
            return null;
        }

        RaceFinding? found = null;
        BoundedExplorer bounded = new(run);
        for (int bound = 0; bound <= preemptions && found is null && !End.IsCancellationRequested; bound++)
        {
            _ = bounded.Explore(bound, RaceLimits.MostSteps, () =>
            {
                if (judge.Judge(run, machine) is { } failure && failure.Signature == like.Signature)
                {
                    RaceFinding other = new(scenario, failure, [.. bounded.Schedule]);
                    found = found is null || other.Switches < found.Switches ? other : found;
                }

                return !(isAnyEnough && found is not null) && !End.IsCancellationRequested;
            });
        }

        return found;
    }

    private static bool IsPrefixRight(ThreadedRun run, HistoryJudge judge)
    {
        run.Restart();
        return run.PrefixOutcomes.SequenceEqual(judge.Prefix);
    }

    private HistoryJudge JudgeOf(RaceScenario scenario) => new(scenario, readings) { JudgesPolicy = judgesPolicy };
}
