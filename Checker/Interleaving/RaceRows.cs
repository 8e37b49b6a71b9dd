using System.Collections.Immutable;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>A schedule for people: where calls begin and end, and the steps that conflict with steps of others.
/// </summary>
internal static class RaceRows
{
    /// <summary>The rows of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="actors">Who takes each step.</param>
    public static ImmutableArray<RaceRow> Of(ThreadedRun run, ImmutableArray<int> actors)
    {
        HashSet<ulong> contended = ContendedIn(run, actors);
        ImmutableArray<RaceRow>.Builder rows = ImmutableArray.CreateBuilder<RaceRow>();
        int threads = run.Scenario.Threads.Length;
        bool isSwitch = false;
        _ = new ScheduleWriter(run).Write(actors, (actor, point, comesAnew) =>
        {
            isSwitch |= comesAnew;
            if (TextOf(run, actor, point, contended) is { } text)
            {
                rows.Add(new RaceRow(actor % threads, text, isSwitch && rows.Count > 0));
                isSwitch = false;
            }
        });
        AddWaiting(run, rows);
        return rows.ToImmutable();
    }

    private static HashSet<ulong> ContendedIn(ThreadedRun run, ImmutableArray<int> actors)
    {
        ContendedPlaces places = new();
        run.Restart();
        foreach (int actor in actors)
        {
            places.Note(actor, run.NextOf(actor));
            run.Move(actor);
        }

        return places.All;
    }

    private static string? TextOf(ThreadedRun run, int actor, SchedulePoint point, HashSet<ulong> contended)
    {
        if (actor < run.Scenario.Threads.Length && point.Name == ThreadedRun.BeginName)
        {
            int begun = run.History.Count(happened => happened.Thread == actor && happened.Outcome is null);
            return $"begins: {CommandPrinter.Print(run.Scenario.Threads[actor][begun])}";
        }

        if (point.Name == ThreadedRun.EndName)
        {
            return $"ends: {run.NextOutcomeOf(actor)}";
        }

        return !ContendedPlaces.Touches(contended, run.NextOf(actor)) ? null
            : point.Action.Length > 0 ? $"{point.Name}: {point.Action}"
            : point.Name;
    }

    private static void AddWaiting(ThreadedRun run, ImmutableArray<RaceRow>.Builder rows)
    {
        for (int thread = 0; thread < run.Scenario.Threads.Length; thread++)
        {
            if (run.StatusOf(thread) == ThreadStatus.Waiting)
            {
                SchedulePoint point = run.PointOf(thread);
                rows.Add(new RaceRow(thread, $"waits for ever: {point.Name}, {point.Action}", IsSwitch: false));
            }
        }
    }
}
