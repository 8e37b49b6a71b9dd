using System.Runtime.InteropServices;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Threads;

/// <summary>
/// Compiled kernel code that several threads call. One core carries out whoever is to go on, an instruction at a time,
/// and stops in front of each access to what is shared and of each function of the kernel.
/// </summary>
internal sealed class ThreadedObject : IThreadedMachine
{
    /// <summary>What memory holds that nobody has written (<c>POISON_INUSE</c>).</summary>
    private const byte Poison = 0x5A;

    private readonly ObjectPlan _plan;
    private readonly VmKernel _kernel = new();
    private readonly LoadedKernel _loaded;
    private readonly ObjectThread[] _threads = new ObjectThread[IThreadedMachine.MaxThreads];
    private readonly ThreadStepper _stepper;
    private readonly Command[] _commands = new Command[IThreadedMachine.MaxThreads];
    private readonly int[] _held = new int[IThreadedMachine.MaxThreads];
    private readonly List<SharedAccess> _flushed = [];

    /// <summary>A machine of a plan.</summary>
    /// <param name="plan">What the objects are.</param>
    public ThreadedObject(ObjectPlan plan)
    {
        _plan = plan;
        _loaded = new LoadedKernel(plan, _kernel, Poison);
        _kernel.ResetAlso(_loaded.Renew);
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new ObjectThread();
        }

        _stepper = new ThreadStepper(_loaded, _threads);
        Reset();
    }

    /// <inheritdoc/>
    public bool BuffersStores
    {
        get => _stepper.BuffersStores;
        set => _stepper.BuffersStores = value;
    }

    /// <inheritdoc/>
    public Outcome? Keeper { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<string> Findings => Services.Log.All.Select(finding => finding.Text);

    private KernelServices Services => _loaded.Services;

    /// <inheritdoc/>
    public string? ProblemOf(Command command) =>
        command is Command.AddAllowlist or Command.AskDecision ? null
            : "threads add ranges and ask for decisions";

    /// <inheritdoc/>
    public void Reset()
    {
        _kernel.Reset();
        _loaded.LayOut();
        Keeper = null;
        foreach (ObjectThread thread in _threads)
        {
            thread.Reset();
        }
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        Enter(0, command);
        _stepper.Complete(0);
        return Ended(0);
    }

    /// <inheritdoc/>
    public void Begin(int thread, Command command)
    {
        Enter(thread, command);
        _stepper.Settle(thread);
        NoteEnd(thread);
    }

    /// <inheritdoc/>
    public ThreadStatus StatusOf(int thread) =>
        !_threads[thread].IsInCall ? ThreadStatus.Idle
        : _stepper.Waits(_threads[thread]) ? ThreadStatus.Waiting
        : ThreadStatus.Ready;

    /// <inheritdoc/>
    public Outcome OutcomeOf(int thread)
    {
        if (_threads[thread].IsInCall)
        {
            // What waits for ever says so when it is carried out all the same.
            _stepper.Advance(thread);
            Services.Log.Add(_threads[thread].Result.Finding!);
        }

        return OutcomeOf(_commands[thread], _threads[thread].Result);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<SharedAccess> NextOf(int thread) => CollectionsMarshal.AsSpan(_threads[thread].Next);

    /// <inheritdoc/>
    public SchedulePoint PointOf(int thread) => _stepper.PointOf(thread);

    /// <inheritdoc/>
    public void Advance(int thread)
    {
        _stepper.Advance(thread);
        NoteEnd(thread);
    }

    /// <inheritdoc/>
    public bool HasBuffered(int thread) => !_threads[thread].Stores.IsEmpty;

    /// <inheritdoc/>
    public ReadOnlySpan<SharedAccess> BufferedBy(int thread)
    {
        _flushed.Clear();
        (ulong address, byte[] bytes) = _threads[thread].Stores.Oldest;
        _flushed.Add(new SharedAccess(SharedPlaces.OfBuffer(thread), SharedAccessKind.Write));
        _stepper.Places.Add(_flushed, address, (ulong)bytes.Length, SharedAccessKind.Write);
        return CollectionsMarshal.AsSpan(_flushed);
    }

    /// <inheritdoc/>
    public void Flush(int thread) => _stepper.Flush(thread);

    private void Enter(int thread, Command command)
    {
        _commands[thread] = command;
        Services.Locks.Thread = thread;
        _held[thread] = Services.Locks.Count;
        switch (command)
        {
            case Command.AddAllowlist add:
                _threads[thread].User.Map(add.Argument);
                _stepper.Enter(thread, _plan.Ioctl, Ioctl.AddMsrAllowlist, KernelLayout.Argument);
                break;
            case Command.AskDecision ask:
                _stepper.Enter(thread, _plan.Decision, ask.Index, (ulong)ask.Type);
                break;
            default:
                _stepper.Enter(thread, _plan.Destroy, 0, 0);
                break;
        }
    }

    private void NoteEnd(int thread)
    {
        if (!_threads[thread].IsInCall)
        {
            _ = Ended(thread);
        }
    }

    /// <summary>Takes down what was wrong with a call that has ended.</summary>
    private Outcome Ended(int thread)
    {
        if (_threads[thread].Result.Finding is { } finding)
        {
            Services.Log.Add(finding);
        }

        Outcome outcome = OutcomeOf(_commands[thread], _threads[thread].Result);
        Services.Locks.Thread = thread;
        if (Services.Locks.NoteLeft(_held[thread]))
        {
            Keeper ??= outcome;
        }

        return outcome;
    }

    private Outcome OutcomeOf(Command command, in CallResult result) => command switch
    {
        Command.AddAllowlist => CallOutcomes.OfIoctl(_plan.Ioctl, result),
        Command.AskDecision => CallOutcomes.OfDecision(_plan.Decision, result),
        _ => result.End == CallEnd.Returned ? Outcome.Destroyed(_loaded.LeftBehind.Count())
            : CallOutcomes.OfEnd(_plan.Destroy, result),
    };
}
