namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// A machine whose calls several threads can make at once. Whoever schedules them says which thread goes on, by one
/// step: up to the next thing that another thread could notice, which is not done yet. Deterministic: the same steps
/// lead to the same state.
/// </summary>
public interface IThreadedMachine
{
    /// <summary>The most threads.</summary>
    public const int MaxThreads = 4;

    /// <summary>
    /// Whether what a thread stores is seen by others only later, in its order: x86's store buffers (TSO). Only while
    /// no thread is in a call may it be changed.
    /// </summary>
    public bool BuffersStores { get; set; }

    /// <summary>
    /// What the first call answered that has ended since the last reset and kept a lock that it had taken; null if none
    /// has.
    /// </summary>
    public Outcome? Keeper { get; }

    /// <summary>What was wrong since the last reset, a sentence each.</summary>
    public IEnumerable<string> Findings { get; }

    /// <summary>Why a command cannot be given to a thread; null if it can.</summary>
    public string? ProblemOf(Command command);

    /// <summary>Brings back the state of a fresh VM in a fresh kernel, with no thread in a call.</summary>
    public void Reset();

    /// <summary>Carries out a command from its beginning to its end, while no thread is in a call.</summary>
    public Outcome Step(Command command);

    /// <summary>Has a thread begin with a command, and come to its first step.</summary>
    /// <param name="thread">A thread that is in no call, from 0 on.</param>
    /// <param name="command">The command, one without a <see cref="ProblemOf"/>.</param>
    public void Begin(int thread, Command command);

    /// <summary>How far a thread has come.</summary>
    public ThreadStatus StatusOf(int thread);

    /// <summary>What the last command of a thread came to; of one that waits, what it comes to if it does for ever.
    /// </summary>
    public Outcome OutcomeOf(int thread);

    /// <summary>What the next step of a thread does that others can notice; empty for what only it sees.</summary>
    /// <param name="thread">A thread that is in a call.</param>
    public ReadOnlySpan<SharedAccess> NextOf(int thread);

    /// <summary>Where a thread stands that is in a call.</summary>
    public SchedulePoint PointOf(int thread);

    /// <summary>Carries out the next step of a thread that is ready.</summary>
    public void Advance(int thread);

    /// <summary>Whether stores of a thread are still to be seen by the others.</summary>
    public bool HasBuffered(int thread);

    /// <summary>What becomes visible with the oldest of them.</summary>
    public ReadOnlySpan<SharedAccess> BufferedBy(int thread);

    /// <summary>Makes the oldest of them visible.</summary>
    public void Flush(int thread);
}
