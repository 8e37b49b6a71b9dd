using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// Mutexes, spin locks and SRCU, each with the thread and the place that took it, and the orders in which they were
/// taken. The VM's lock has the kernel's own account.
/// </summary>
/// <param name="image">Says what the code is that asks.</param>
/// <param name="vmLock">The account of the VM's lock.</param>
/// <param name="log">Takes down what is kept at a return, and orders that can wait for each other.</param>
internal sealed class LockTable(ObjectImage image, KernelMutex vmLock, FindingLog log)
{
    private readonly List<HeldLock> _held = [];
    private readonly LockOrders _orders = new(image);

    /// <summary>The address of the VM's lock; no other mutex has an account.</summary>
    public ulong VmLock { get; set; }

    /// <summary>The number of the thread that runs.</summary>
    public int Thread { get; set; }

    /// <summary>What a lock at an address is called.</summary>
    public Func<ulong, string?> NameOf { get; set; } = _ => null;

    /// <summary>How many locks the running thread holds, and how often it reads.</summary>
    public int Count => Mine.Count();

    private IEnumerable<HeldLock> Mine => _held.Where(held => held.Thread == Thread);

    /// <summary>Forgets every lock; what is known of their order stays.</summary>
    public void Reset() => _held.Clear();

    /// <summary>Whether somebody holds a lock, or reads in a domain.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="address">Its address.</param>
    public bool IsHeld(LockKind kind, ulong address) => Holder(kind, address) is not null;

    /// <summary>Takes a mutex or a spin lock, or begins to read.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="address">Its address.</param>
    /// <param name="caller">Where the call returns to.</param>
    public CallResult Take(LockKind kind, ulong address, ulong caller)
    {
        HeldLock taken = new(kind, address, caller, Thread);
        bool isFree = kind == LockKind.Reader || Holder(kind, address) is null;
        bool isMine = (kind == LockKind.Mutex && address == VmLock) ? vmLock.Lock() && isFree : isFree;
        if (!isMine)
        {
            return CallResult.Ended(
                CallEnd.Blocked, FindingKind.Deadlock, $"{Name(taken)} is waited for by {image.WhereFrom(caller)} and "
                    + $"held, since {PlaceOf(Holder(kind, address))}, by what will not release it");
        }

        NoteOrder(taken);
        _held.Add(taken);
        return CallResult.Returned(0);
    }

    /// <summary>Releases a lock, or ends to read.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="address">Its address.</param>
    /// <param name="caller">Where the call returns to.</param>
    public CallResult Release(LockKind kind, ulong address, ulong caller)
    {
        bool isVmLock = kind == LockKind.Mutex && address == VmLock;
        bool isRefused = isVmLock && vmLock.Unlock() is not null;
        int at = _held.FindLastIndex(held => held.Kind == kind && held.Address == address && held.Thread == Thread);
        if (at < 0 || isRefused)
        {
            return CallResult.Ended(
                CallEnd.Oops, FindingKind.UnlockOfFreeLock,
                $"{Name(new HeldLock(kind, address, caller, Thread))} is released by {image.WhereFrom(caller)}, which "
                + "does not hold it");
        }

        _held.RemoveAt(at);
        return CallResult.Returned(0);
    }

    /// <summary>Waits until nobody reads who does now (<c>synchronize_srcu</c>).</summary>
    /// <param name="address">The domain's address.</param>
    /// <param name="caller">Where the call returns to.</param>
    public CallResult Synchronize(ulong address, ulong caller)
    {
        HeldLock domain = new(LockKind.Reader, address, caller, Thread);
        if (Holder(LockKind.Reader, address) is { } reader)
        {
            return CallResult.Ended(
                CallEnd.Blocked, FindingKind.Deadlock, $"{image.WhereFrom(caller)} waits for the readers of "
                    + $"{Name(domain)}, and {(reader.Thread == Thread ? "is one itself" : "one does not end")}, since "
                    + PlaceOf(reader));
        }

        NoteOrder(domain);
        return CallResult.Returned(0);
    }

    /// <summary>What is wrong with sleeping here; null if nothing is.</summary>
    /// <param name="what">What may sleep.</param>
    /// <param name="caller">Where the call returns to.</param>
    public Finding? SleepProblem(string what, ulong caller) =>
        Mine.FirstOrDefault(held => held.Kind == LockKind.Spin) is { } spin
            ? new Finding(
                FindingKind.SleepInAtomicContext,
                $"{what}, which may sleep, called by {image.WhereFrom(caller)} under {Name(spin)}, taken by "
                + PlaceOf(spin))
            : null;

    /// <summary>Takes down what a call leaves behind that it has taken.</summary>
    /// <param name="before">How many its thread held when it began.</param>
    /// <returns>Whether it leaves something.</returns>
    public bool NoteLeft(int before)
    {
        bool isAny = false;
        foreach (HeldLock held in Mine.Skip(before))
        {
            log.Add(new Finding(
                FindingKind.LockHeldAtReturn, $"{Name(held)} is held at return, taken by {PlaceOf(held)}"));
            isAny = true;
        }

        return isAny;
    }

    /// <summary>What is held comes before what is taken, or waited for.</summary>
    private void NoteOrder(HeldLock next)
    {
        foreach (HeldLock before in Mine)
        {
            if (_orders.Add(Class(before), Class(next), next.TakenBy) is { } finding)
            {
                log.Add(finding);
            }
        }
    }

    private HeldLock? Holder(LockKind kind, ulong address) =>
        _held.Find(held => held.Kind == kind && held.Address == address);

    private string PlaceOf(HeldLock? held) => held is null ? "an earlier call" : image.WhereFrom(held.TakenBy);

    private string Name(HeldLock held) => NameOf(held.Address) ?? $"the {Word(held.Kind)} at 0x{held.Address:x}";

    /// <summary>Locks of the same name are one class, as lockdep has it.</summary>
    private string Class(HeldLock held) =>
        held.Kind == LockKind.Reader ? $"a reader of {Name(held)}" : Name(held);

    private static string Word(LockKind kind) => kind switch
    {
        LockKind.Mutex => "mutex",
        LockKind.Spin => "spin lock",
        LockKind.Reader => "SRCU domain",
    };
}
