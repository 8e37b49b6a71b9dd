using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// The threads of a scenario on a machine. The begin and the end of a call are steps too, as it matters what has ended
/// before another begins. Where stores are buffered, what makes those of a thread visible is an actor of its own.
/// </summary>
internal sealed class ThreadedRun : ISchedulable
{
    /// <summary>The name of the point in front of a call.</summary>
    public const string BeginName = "begin";

    /// <summary>The name of the point behind a call.</summary>
    public const string EndName = "end";

    /// <summary>The place of what begins and ends: no memory has that number.</summary>
    private const ulong Clock = 3;

    private static readonly SharedAccess[] Begins = [new(Clock, SharedAccessKind.Begin)];
    private static readonly SharedAccess[] Ends = [new(Clock, SharedAccessKind.End)];

    private readonly IThreadedMachine _machine;
    private readonly int _threads;
    private readonly int[] _calls;
    private readonly bool[] _isInside;
    private readonly bool[] _isDead;
    private readonly List<CallEvent> _history = [];

    /// <summary>A run of a scenario.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="scenario">What is done with it.</param>
    public ThreadedRun(IThreadedMachine machine, RaceScenario scenario)
    {
        _machine = machine;
        Scenario = scenario;
        _threads = scenario.Threads.Length;
        _calls = new int[_threads];
        _isInside = new bool[_threads];
        _isDead = new bool[_threads];
    }

    /// <summary>What is done.</summary>
    public RaceScenario Scenario { get; }

    /// <inheritdoc/>
    public int Actors => _machine.BuffersStores ? 2 * _threads : _threads;

    /// <summary>What each command of the prefix came to.</summary>
    public List<Outcome> PrefixOutcomes { get; } = [];

    /// <summary>The begins and ends of calls, in the order of time.</summary>
    public IReadOnlyList<CallEvent> History => _history;

    /// <summary>What the call answered that has ended and kept a lock; null if none has.</summary>
    public Outcome? Keeper => _machine.Keeper;

    /// <summary>Whether no call has begun before the one in front of it had ended.</summary>
    public bool IsSequential
    {
        get
        {
            int open = 0;
            foreach (CallEvent happened in _history)
            {
                open += happened.Outcome is null ? 1 : -1;
                if (open > 1)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Restart()
    {
        _machine.Reset();
        PrefixOutcomes.Clear();
        _history.Clear();
        Array.Clear(_calls);
        Array.Clear(_isInside);
        Array.Clear(_isDead);
        foreach (Command command in Scenario.Prefix)
        {
            PrefixOutcomes.Add(_machine.Step(command));
        }
    }

    /// <inheritdoc/>
    public ThreadStatus StatusOf(int actor)
    {
        if (actor >= _threads)
        {
            return _machine.HasBuffered(actor - _threads) ? ThreadStatus.Ready : ThreadStatus.Idle;
        }

        if (!_isInside[actor])
        {
            bool hasMore = _calls[actor] < Scenario.Threads[actor].Length && !_isDead[actor];
            return hasMore ? ThreadStatus.Ready : ThreadStatus.Idle;
        }

        // A call that has come to its end is still to return: who hears of that sees what was stored before it.
        ThreadStatus status = _machine.StatusOf(actor);
        return status != ThreadStatus.Idle ? status
            : _machine.HasBuffered(actor) ? ThreadStatus.Waiting
            : ThreadStatus.Ready;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<SharedAccess> NextOf(int actor) =>
        actor >= _threads ? _machine.BufferedBy(actor - _threads)
        : !_isInside[actor] ? Begins
        : IsAtEnd(actor) ? Ends
        : _machine.NextOf(actor);

    /// <inheritdoc/>
    public void Move(int actor)
    {
        if (actor >= _threads)
        {
            _machine.Flush(actor - _threads);
        }
        else if (!_isInside[actor])
        {
            _history.Add(new CallEvent(actor, _calls[actor], Outcome: null));
            _isInside[actor] = true;
            _machine.Begin(actor, Scenario.Threads[actor][_calls[actor]]);
        }
        else if (IsAtEnd(actor))
        {
            Return(actor);
        }
        else
        {
            _machine.Advance(actor);
        }
    }

    /// <summary>What the call came to that a thread is at the end of.</summary>
    public Outcome NextOutcomeOf(int thread) => _machine.OutcomeOf(thread);

    /// <summary>Where an actor stands that is not idle.</summary>
    public SchedulePoint PointOf(int actor) =>
        actor >= _threads ? new SchedulePoint("store", "a store becomes visible")
        : !_isInside[actor] ? new SchedulePoint(BeginName, string.Empty)
        : IsAtEnd(actor) ? new SchedulePoint(EndName, string.Empty)
        : _machine.PointOf(actor);

    private bool IsAtEnd(int thread) => _machine.StatusOf(thread) == ThreadStatus.Idle;

    private void Return(int thread)
    {
        Outcome outcome = _machine.OutcomeOf(thread);
        _history.Add(new CallEvent(thread, _calls[thread], outcome));
        _isInside[thread] = false;
        _calls[thread]++;

        // Who has brought the kernel down in its call does not come back, nor whom the machine could not carry on.
        _isDead[thread] = outcome.Kind is OutcomeKind.Oops or OutcomeKind.Crashed;
    }
}
