using System.Numerics;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// Explores every schedule, but of those that differ only in the order of steps that do not conflict one: dynamic
/// partial-order reduction with source sets and sleep sets (Abdulla, Aronis, Jonsson and Sagonas, POPL 2014). Nothing
/// is kept but the schedule that runs, which begins anew for each.
/// </summary>
/// <param name="run">What is explored.</param>
internal sealed class ReducedExplorer(ISchedulable run)
{
    private readonly List<StepRecord> _steps = [];
    private readonly int[] _last = new int[run.Actors];

    /// <summary>Whether a schedule had no end within its steps, as of threads that wait for each other in a loop.
    /// </summary>
    private bool _hasEndless;

    /// <summary>How many schedules were carried out to their end.</summary>
    public long Schedules { get; private set; }

    /// <summary>How many were left before their end, as all that can come of them was seen.</summary>
    public long Left { get; private set; }

    /// <summary>The actors of the schedule that runs, in the order of their steps.</summary>
    public IEnumerable<int> Schedule => _steps.Select(step => step.Actor);

    /// <summary>Explores.</summary>
    /// <param name="mostSteps">The most steps of a schedule; one that has more is ended there.</param>
    /// <param name="ended">Told of the end of each schedule; false ends the exploration.</param>
    /// <returns>Whether every schedule was explored to its end.</returns>
    public bool Explore(int mostSteps, Func<bool> ended)
    {
        _steps.Clear();
        do
        {
            run.Restart();
            Array.Fill(_last, -1);
            Repeat();
            bool isWhole = Extend(mostSteps);
            Schedules += isWhole ? 1 : 0;
            Left += isWhole ? 0 : 1;
            if (isWhole && !ended())
            {
                return false;
            }
        }
        while (GoBack());

        return !_hasEndless;
    }

    /// <summary>Carries out what is kept; of the last step the actor is another than it was.</summary>
    private void Repeat()
    {
        for (int i = 0; i < _steps.Count; i++)
        {
            if (i == _steps.Count - 1)
            {
                Record(i);
            }

            run.Move(_steps[i].Actor);
            _last[_steps[i].Actor] = i;
        }
    }

    /// <summary>Goes on until nobody can; false if all that is left was seen elsewhere.</summary>
    private bool Extend(int mostSteps)
    {
        while (_steps.Count < mostSteps)
        {
            ulong ready = Actors.Ready(run);
            ulong asleep = AsleepBehind();
            ulong choices = ready & ~asleep;
            if (choices == 0)
            {
                LookAtThoseWhoWait();
                return ready == 0;
            }

            int actor = Preferred(choices);
            _steps.Add(new StepRecord { Actor = actor, Ready = ready, Asleep = asleep, Wanted = Actors.Bit(actor) });
            Record(_steps.Count - 1);
            run.Move(actor);
            _last[actor] = _steps.Count - 1;
        }

        _hasEndless = true;
        return true;
    }

    private bool GoBack()
    {
        while (_steps.Count > 0)
        {
            StepRecord step = _steps[^1];
            step.Done |= Actors.Bit(step.Actor);
            ulong choices = step.Wanted & ~step.Done & ~step.Asleep;
            if (choices != 0)
            {
                step.Actor = BitOperations.TrailingZeroCount(choices);
                return true;
            }

            _steps.RemoveAt(_steps.Count - 1);
        }

        return false;
    }

    /// <summary>Who is still asleep behind the last step: whose next step does not conflict with it.</summary>
    private ulong AsleepBehind()
    {
        if (_steps.Count == 0)
        {
            return 0;
        }

        StepRecord last = _steps[^1];
        ulong asleep = 0;
        for (ulong left = (last.Asleep | last.Done) & ~Actors.Bit(last.Actor); left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            bool isReady = run.StatusOf(actor) == ThreadStatus.Ready;
            if (isReady && !Conflicts.Between(run.NextOf(actor), last.Accesses, out _))
            {
                asleep |= Actors.Bit(actor);
            }
        }

        return asleep;
    }

    /// <summary>Takes down what a step is going to do, and has what races with it explored the other way round.
    /// </summary>
    private void Record(int at)
    {
        StepRecord step = _steps[at];
        step.Accesses = [.. run.NextOf(step.Actor)];
        step.Clock = Race(step.Actor, step.Accesses, at);
        step.Clock[step.Actor] = at + 1;
    }

    /// <summary>Who waits for ever would have raced with those who keep it waiting.</summary>
    private void LookAtThoseWhoWait()
    {
        for (int actor = 0; actor < run.Actors; actor++)
        {
            if (run.StatusOf(actor) == ThreadStatus.Waiting)
            {
                _ = Race(actor, run.NextOf(actor), _steps.Count);
            }
        }
    }

    /// <summary>Finds the earlier steps that race with one: those that conflict, with none in between that both are
    /// ordered by.</summary>
    /// <param name="actor">Who takes the step.</param>
    /// <param name="accesses">What it does.</param>
    /// <param name="at">How many steps are in front of it.</param>
    /// <returns>What happens before it.</returns>
    private int[] Race(int actor, ReadOnlySpan<SharedAccess> accesses, int at)
    {
        int[] before = ClockOf(actor);
        int[] seen = [.. before];
        for (int i = at - 1; i >= 0; i--)
        {
            StepRecord earlier = _steps[i];
            if (earlier.Actor == actor || i < seen[earlier.Actor]
                || !Conflicts.Between(earlier.Accesses, accesses, out bool canSwap))
            {
                continue;
            }

            if (canSwap)
            {
                Want(i, actor, accesses, at);
                Join(seen, earlier.Clock);
            }

            Join(before, earlier.Clock);
        }

        return before;
    }

    /// <summary>
    /// Has the schedules explored in which a step comes first that races with an earlier one: whoever can begin with
    /// what is between the two and does not depend on the earlier one, and then the step.
    /// </summary>
    private void Want(int earlier, int actor, ReadOnlySpan<SharedAccess> accesses, int at)
    {
        StepRecord step = _steps[earlier];
        ulong first = 0;
        ulong met = 0;
        Span<int> firstOf = stackalloc int[run.Actors];
        int[] before = ClockOf(actor);
        for (int i = earlier + 1; i < at; i++)
        {
            StepRecord between = _steps[i];
            if (between.Clock[step.Actor] > earlier)
            {
                continue;
            }

            if ((met & Actors.Bit(between.Actor)) == 0)
            {
                first |= IsFirst(between.Clock, met, firstOf) ? Actors.Bit(between.Actor) : 0;
                met |= Actors.Bit(between.Actor);
                firstOf[between.Actor] = i;
            }

            if (Conflicts.Between(between.Accesses, accesses, out _))
            {
                Join(before, between.Clock);
            }
        }

        first |= (met & Actors.Bit(actor)) == 0 && IsFirst(before, met, firstOf) ? Actors.Bit(actor) : 0;
        first &= step.Ready;
        if ((step.Wanted & first) == 0)
        {
            step.Wanted |= first == 0 ? step.Ready : Actors.Bit(Chosen(first, actor));
        }
    }

    /// <summary>What happens before the next step of an actor, whatever that is.</summary>
    private int[] ClockOf(int actor) => _last[actor] < 0 ? new int[run.Actors] : [.. _steps[_last[actor]].Clock];

    private static int Chosen(ulong first, int actor) =>
        (first & Actors.Bit(actor)) != 0 ? actor : BitOperations.TrailingZeroCount(first);

    /// <summary>Whether nothing that was met happens before.</summary>
    private static bool IsFirst(int[] clock, ulong met, ReadOnlySpan<int> firstOf)
    {
        for (ulong left = met; left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            if (clock[actor] > firstOf[actor])
            {
                return false;
            }
        }

        return true;
    }

    private static void Join(int[] clock, int[] other)
    {
        for (int i = 0; i < clock.Length; i++)
        {
            clock[i] = Math.Max(clock[i], other[i]);
        }
    }

    /// <summary>Whoever has moved last, so that there are few switches.</summary>
    private int Preferred(ulong choices) =>
        _steps.Count > 0 && (choices & Actors.Bit(_steps[^1].Actor)) != 0 ? _steps[^1].Actor
            : BitOperations.TrailingZeroCount(choices);
}
