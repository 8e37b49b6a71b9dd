using System.Numerics;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// Explores the schedules in which an actor that could go on is made to wait only so often. Actors change places only
/// in front of a step that conflicts with a step of another; which those are is found by exploring, until nothing new
/// comes up.
/// </summary>
/// <param name="run">What is explored.</param>
internal sealed class BoundedExplorer(ISchedulable run)
{
    private readonly List<(int Actor, ulong Others)> _steps = [];
    private readonly ContendedPlaces _places = new();
    private HashSet<ulong> _contended = [];

    /// <summary>How many schedules were carried out.</summary>
    public long Schedules { get; private set; }

    /// <summary>The actors of the schedule that runs, in the order of their steps.</summary>
    public IEnumerable<int> Schedule => _steps.Select(step => step.Actor);

    /// <summary>Explores.</summary>
    /// <param name="bound">How often an actor may be made to wait that could go on.</param>
    /// <param name="mostSteps">The most steps of a schedule; one that has more is ended there.</param>
    /// <param name="ended">Told of the end of each schedule; false ends the exploration.</param>
    /// <returns>Whether every such schedule was explored.</returns>
    public bool Explore(int bound, int mostSteps, Func<bool> ended)
    {
        int known;
        do
        {
            known = _contended.Count;
            if (!ExploreOnce(bound, mostSteps, ended))
            {
                return false;
            }

            _contended = _places.All;
        }
        while (_contended.Count > known);

        return true;
    }

    private bool ExploreOnce(int bound, int mostSteps, Func<bool> ended)
    {
        _steps.Clear();
        do
        {
            Carry(bound, mostSteps);
            Schedules++;
            if (!ended())
            {
                return false;
            }
        }
        while (GoBack());

        return true;
    }

    private void Carry(int bound, int mostSteps)
    {
        run.Restart();
        int previous = -1;
        int waits = 0;
        for (int at = 0; at < mostSteps; at++)
        {
            ulong ready = Actors.Ready(run);
            if (ready == 0)
            {
                return;
            }

            bool canGoOn = previous >= 0 && (ready & Actors.Bit(previous)) != 0;
            if (at == _steps.Count)
            {
                bool mayChange =
                    !canGoOn || (waits < bound && ContendedPlaces.Touches(_contended, run.NextOf(previous)));
                int first = canGoOn ? previous : BitOperations.TrailingZeroCount(ready);
                _steps.Add((first, mayChange ? ready & ~Actors.Bit(first) : 0));
            }

            int actor = _steps[at].Actor;
            waits += canGoOn && actor != previous ? 1 : 0;
            _places.Note(actor, run.NextOf(actor));
            run.Move(actor);
            previous = actor;
        }
    }

    private bool GoBack()
    {
        while (_steps.Count > 0)
        {
            ulong others = _steps[^1].Others;
            _steps.RemoveAt(_steps.Count - 1);
            if (others != 0)
            {
                int actor = BitOperations.TrailingZeroCount(others);
                _steps.Add((actor, others & ~Actors.Bit(actor)));
                return true;
            }
        }

        return false;
    }
}
