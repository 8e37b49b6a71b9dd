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

    /// <summary>How many schedules were carried out since it was made.</summary>
    public long Schedules { get; private set; }

    /// <summary>Whether the machine answered otherwise than the model where no two calls overlap.</summary>
    public bool IsSequential { get; private set; }

    /// <summary>A judge of a scenario.</summary>
    public HistoryJudge JudgeOf(RaceScenario scenario) => new(scenario, readings) { JudgesPolicy = judgesPolicy };

    /// <summary>Whether the machine answers the prefix as the model does: if not, that is nothing of threads.</summary>
    public bool IsPrefixRight(RaceScenario scenario)
    {
        ThreadedRun run = new(machine, scenario);
        run.Restart();
        return run.PrefixOutcomes.SequenceEqual(JudgeOf(scenario).Prefix);
    }

    /// <summary>Explores all schedules, those with few preemptions first.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="limits">How far.</param>
    public ScenarioReport Explore(RaceScenario scenario, RaceLimits limits)
    {
        ThreadedRun run = new(machine, scenario);
        HistoryJudge judge = JudgeOf(scenario);
        List<RaceFinding> findings = [];
        BoundedExplorer bounded = new(run);
        for (int bound = 0; bound <= limits.Preemptions && !End.IsCancellationRequested; bound++)
        {
            _ = bounded.Explore(bound, RaceLimits.MostSteps, () =>
                Take(run, judge, bounded.Schedule, findings) && bounded.Schedules < limits.Schedules
                    && !End.IsCancellationRequested);
        }

        ReducedExplorer reduced = new(run);
        bool isWhole = !End.IsCancellationRequested && reduced.Explore(RaceLimits.MostSteps, () =>
            Take(run, judge, reduced.Schedule, findings) && reduced.Schedules < limits.Schedules
                && !End.IsCancellationRequested);
        return new ScenarioReport([.. findings], bounded.Schedules, reduced.Schedules, reduced.Left, isWhole);
    }

    /// <summary>The first schedule with so few preemptions as can be that shows the same as another finding.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="like">What is looked for.</param>
    /// <param name="preemptions">The most preemptions.</param>
    /// <param name="isAnyEnough">Whether any such schedule will do; else it is one with the fewest switches.</param>
    public RaceFinding? Find(RaceScenario scenario, RaceFailure like, int preemptions, bool isAnyEnough)
    {
        ThreadedRun run = new(machine, scenario);
        HistoryJudge judge = JudgeOf(scenario);
        RaceFinding? found = null;
        for (int bound = 0; bound <= preemptions && found is null && !End.IsCancellationRequested; bound++)
        {
            BoundedExplorer bounded = new(run);
            _ = bounded.Explore(bound, RaceLimits.MostSteps, () =>
            {
                Schedules++;
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

    private bool Take(ThreadedRun run, HistoryJudge judge, IEnumerable<int> schedule, List<RaceFinding> findings)
    {
        Schedules++;
        if (judge.Judge(run, machine) is { } failure
            && findings.TrueForAll(known => known.Failure.Signature != failure.Signature))
        {
            // What calls show that do not overlap is nothing of threads, but for what is kept from one to the next.
            IsSequential |= run.IsSequential
                && failure.Kind is not (RaceFailureKind.Deadlock or RaceFailureKind.PartOfAPolicy);
            findings.Add(new RaceFinding(run.Scenario, failure, [.. schedule]));
        }

        return !IsSequential;
    }
}
