using System.Collections.Immutable;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// Makes a finding smaller, as long as a schedule with few preemptions still shows the same: threads, then commands,
/// then commands at once with others, then what commands hold. Of the schedules of what is left it takes one with the
/// fewest preemptions, and of those one with the fewest switches.
/// </summary>
/// <param name="search">Looks for schedules.</param>
/// <param name="preemptions">The most preemptions.</param>
internal sealed class RaceShrinker(ScenarioSearch search, int preemptions)
{
    /// <summary>What one thread shows alone is found without threads.</summary>
    private const int Fewest = 2;

    /// <summary>Makes a finding smaller.</summary>
    /// <returns>The smallest; the finding itself if none is smaller, or nobody shows it with so few
    /// preemptions.</returns>
    public RaceFinding Shrink(RaceFinding finding)
    {
        RaceFinding best = search.Find(finding.Scenario, finding.Failure, preemptions, isAnyEnough: true) ?? finding;
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (RaceScenario candidate in Smaller(best.Scenario))
            {
                if (search.Find(candidate, best.Failure, preemptions, isAnyEnough: true) is { } found)
                {
                    best = found;
                    isSmaller = true;
                    break;
                }
            }
        }

        return Renumbered(search.Find(best.Scenario, best.Failure, preemptions, isAnyEnough: false) ?? best);
    }

    /// <summary>Threads have their numbers in the order in which they begin.</summary>
    private static RaceFinding Renumbered(RaceFinding finding)
    {
        int threads = finding.Scenario.Threads.Length;
        int[] order = [.. finding.Schedule.Select(actor => actor % threads).Distinct()];
        int NumberOf(int thread) => Array.IndexOf(order, thread);
        return order.Length < threads
            ? finding
            : new RaceFinding(
                finding.Scenario with { Threads = [.. order.Select(thread => finding.Scenario.Threads[thread])] },
                finding.Failure with
                {
                    Thread = finding.Failure.Thread is { } thread ? NumberOf(thread) : null,
                },
                [.. finding.Schedule.Select(actor => NumberOf(actor % threads) + (actor / threads * threads))]);
    }

    private static IEnumerable<RaceScenario> Smaller(RaceScenario scenario) =>
        FewerThreads(scenario).Concat(FewerCommands(scenario)).Concat(TakenOver(scenario)).Concat(InFront(scenario))
            .Concat(SimplerCommands(scenario));

    private static IEnumerable<RaceScenario> FewerThreads(RaceScenario scenario) =>
        Enumerable.Range(0, scenario.Threads.Length > Fewest ? scenario.Threads.Length : 0)
            .Select(thread => scenario with { Threads = scenario.Threads.RemoveAt(thread) });

    private static IEnumerable<RaceScenario> FewerCommands(RaceScenario scenario)
    {
        // All of a long prefix at once: one by one it is long in vain.
        const int Long = 3;
        if (scenario.Prefix.Length > Long)
        {
            yield return scenario with { Prefix = [] };
        }

        for (int i = 0; i < scenario.Prefix.Length; i++)
        {
            yield return scenario with { Prefix = scenario.Prefix.RemoveAt(i) };
        }

        for (int thread = 0; thread < scenario.Threads.Length; thread++)
        {
            ImmutableArray<Command> commands = scenario.Threads[thread];
            for (int i = 0; i < commands.Length && commands.Length > 1; i++)
            {
                yield return WithThread(scenario, thread, commands.RemoveAt(i));
            }
        }
    }

    /// <summary>
    /// A thread does, in place of all that it does, what is done last before any thread begins, or by another thread.
    /// </summary>
    private static IEnumerable<RaceScenario> TakenOver(RaceScenario scenario)
    {
        for (int thread = 0; thread < scenario.Threads.Length; thread++)
        {
            if (!scenario.Prefix.IsEmpty)
            {
                yield return WithThread(scenario, thread, [scenario.Prefix[^1]]) with
                {
                    Prefix = scenario.Prefix.RemoveAt(scenario.Prefix.Length - 1),
                };
            }

            for (int other = 0; other < scenario.Threads.Length; other++)
            {
                ImmutableArray<Command> commands = scenario.Threads[other];
                if (other != thread && commands.Length > 1)
                {
                    yield return WithThread(
                        WithThread(scenario, thread, [commands[^1]]), other, commands.RemoveAt(commands.Length - 1));
                }
            }
        }
    }

    /// <summary>What a thread does first is done before any thread begins.</summary>
    private static IEnumerable<RaceScenario> InFront(RaceScenario scenario) =>
        from thread in Enumerable.Range(0, scenario.Threads.Length)
        let commands = scenario.Threads[thread]
        where commands.Length > 1
        select WithThread(scenario, thread, commands.RemoveAt(0)) with { Prefix = scenario.Prefix.Add(commands[0]) };

    private static IEnumerable<RaceScenario> SimplerCommands(RaceScenario scenario)
    {
        for (int i = 0; i < scenario.Prefix.Length; i++)
        {
            foreach (Command simpler in Simpler(scenario.Prefix[i]))
            {
                yield return scenario with { Prefix = scenario.Prefix.SetItem(i, simpler) };
            }
        }

        for (int thread = 0; thread < scenario.Threads.Length; thread++)
        {
            for (int i = 0; i < scenario.Threads[thread].Length; i++)
            {
                foreach (Command simpler in Simpler(scenario.Threads[thread][i]))
                {
                    yield return WithThread(scenario, thread, scenario.Threads[thread].SetItem(i, simpler));
                }
            }
        }
    }

    private static IEnumerable<Command> Simpler(Command command)
    {
        CommandDescription kind = CommandDescription.Of(command);
        return
            from field in kind.TellingFields
            from value in kind.FieldDomains[field].Simpler(kind.Get(command, field))
            select kind.With(command, field, value);
    }

    private static RaceScenario WithThread(RaceScenario scenario, int thread, ImmutableArray<Command> commands) =>
        scenario with { Threads = scenario.Threads.SetItem(thread, commands) };
}
