using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>Turns who takes each step into a schedule over named points, and carries such a schedule out.</summary>
internal sealed class ScheduleWriter
{
    private readonly ThreadedRun _run;
    private readonly int _threads;
    private readonly Dictionary<(int Actor, string Point), int> _times = [];

    /// <summary>Writes and carries out schedules.</summary>
    /// <param name="run">The run.</param>
    public ScheduleWriter(ThreadedRun run)
    {
        _run = run;
        _threads = run.Scenario.Threads.Length;
    }

    /// <summary>The schedule of a run.</summary>
    /// <param name="actors">Who takes each step.</param>
    /// <param name="told">Told of each step in front of it: who takes it, and where he stands.</param>
    public ImmutableArray<ScheduleStretch> Write(
        ImmutableArray<int> actors, Action<int, SchedulePoint, bool>? told = null)
    {
        ImmutableArray<ScheduleStretch>.Builder schedule = ImmutableArray.CreateBuilder<ScheduleStretch>();
        Begin();
        for (int i = 0; i < actors.Length; i++)
        {
            SchedulePoint point = _run.PointOf(actors[i]);
            told?.Invoke(actors[i], point, i > 0 && actors[i] != actors[i - 1]);
            Move(actors[i]);
            if (i + 1 == actors.Length || actors[i + 1] != actors[i])
            {
                schedule.Add(StretchOf(actors[i]));
            }
        }

        return schedule.ToImmutable();
    }

    /// <summary>Carries out a schedule; whoever is left when it is at its end goes on in the order of the numbers.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">Why it does not fit; empty if it does.</param>
    /// <returns>Who takes each step; null, with a problem, if the schedule does not fit.</returns>
    public ImmutableArray<int>? Carry(ImmutableArray<ScheduleStretch> schedule, out string problem)
    {
        ImmutableArray<int>.Builder actors = ImmutableArray.CreateBuilder<int>();
        Begin();
        foreach (ScheduleStretch stretch in schedule)
        {
            int actor = stretch.Thread + (stretch.IsBuffer ? _threads : 0);
            if (actor >= _run.Actors || stretch.Thread >= _threads)
            {
                problem = $"the schedule names thread{stretch.Thread}, which has no command";
                return null;
            }

            if (!Carry(actor, stretch, actors))
            {
                problem = $"thread{stretch.Thread} does not come to {stretch.Until} for the {stretch.Occurrence}. time";
                return null;
            }
        }

        for (int actor = 0; actor < _run.Actors; actor++)
        {
            if (actors.Count >= RaceLimits.MostSteps)
            {
                problem = $"the schedule has no end within {RaceLimits.MostSteps} steps";
                return null;
            }

            if (_run.StatusOf(actor) == ThreadStatus.Ready)
            {
                _ = Carry(actor, new ScheduleStretch(actor, IsBuffer: false, Until: null, 1), actors);
                actor = -1;
            }
        }

        problem = string.Empty;
        return actors.ToImmutable();
    }

    private bool Carry(int actor, ScheduleStretch stretch, ImmutableArray<int>.Builder actors)
    {
        while (_run.StatusOf(actor) == ThreadStatus.Ready && actors.Count < RaceLimits.MostSteps)
        {
            if (stretch.Until is { } until && _run.PointOf(actor).Name == until
                && _times[(actor, until)] == stretch.Occurrence)
            {
                return true;
            }

            Move(actor);
            actors.Add(actor);
        }

        return stretch.Until is null;
    }

    private void Begin()
    {
        _run.Restart();
        _times.Clear();
        for (int actor = 0; actor < _run.Actors; actor++)
        {
            Note(actor);
        }
    }

    private void Move(int actor)
    {
        bool wasEmpty = actor < _threads && _run.Actors > _threads
            && _run.StatusOf(actor + _threads) == ThreadStatus.Idle;
        _run.Move(actor);
        Note(actor);
        if (wasEmpty)
        {
            Note(actor + _threads);
        }
    }

    /// <summary>Counts that an actor has come to a point.</summary>
    private void Note(int actor)
    {
        if (_run.StatusOf(actor) != ThreadStatus.Idle)
        {
            string point = _run.PointOf(actor).Name;
            _times[(actor, point)] = _times.GetValueOrDefault((actor, point)) + 1;
        }
    }

    /// <summary>Up to where an actor has come that does not go on now.</summary>
    private ScheduleStretch StretchOf(int actor)
    {
        bool isBuffer = actor >= _threads;
        int thread = isBuffer ? actor - _threads : actor;
        if (_run.StatusOf(actor) != ThreadStatus.Ready)
        {
            return new ScheduleStretch(thread, isBuffer, Until: null, 1);
        }

        string until = _run.PointOf(actor).Name;
        return new ScheduleStretch(thread, isBuffer, until, _times[(actor, until)]);
    }
}
