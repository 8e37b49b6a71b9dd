using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// The system call that runs, and what the kernel's accounts found wrong first. The parts that keep account report it
/// here themselves, so that no caller can throw it away.
/// </summary>
public sealed class RunningCall
{
    /// <summary>The number of the call, or of the last one.</summary>
    public long Number { get; private set; }

    /// <summary>Whether a call runs.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What it is; the last one, if none runs.</summary>
    public CallKind Kind { get; private set; }

    /// <summary>The first oops, or null.</summary>
    public OopsKind? Oops { get; private set; }

    /// <summary>The number of the call that took the VM's lock last and has not released it, or null.</summary>
    internal long? LockHolder { get; set; }

    /// <summary>Whether a range is being added: then nobody but who holds the lock looks at what it guards.</summary>
    internal bool IsAdding => IsRunning && Kind == CallKind.AddAllowlist;

    /// <summary>Whether it may take the VM's lock.</summary>
    internal bool MayLock => IsRunning && Kind != CallKind.Other;

    /// <summary>Whether it has asked for the VM's lock.</summary>
    internal bool AskedForLock { get; set; }

    /// <summary>Whether it holds the VM's lock.</summary>
    internal bool HoldsLock => IsRunning && LockHolder == Number;

    /// <summary>A call begins, and has a number of its own.</summary>
    /// <param name="kind">What it is.</param>
    public void Begin(CallKind kind)
    {
        Number++;
        Kind = kind;
        IsRunning = true;
        AskedForLock = false;
        Oops = null;
    }

    /// <summary>The call returns, with what it holds. The end of a VM has to ask for its lock.</summary>
    public void End()
    {
        if (IsRunning && Kind == CallKind.DestroyVm && !AskedForLock)
        {
            _ = Report(OopsKind.UnlockedChange);
        }

        IsRunning = false;
    }

    /// <summary>Forgets what went wrong.</summary>
    public void ClearOops() => Oops = null;

    /// <summary>Takes down an oops.</summary>
    /// <returns>The same oops.</returns>
    public OopsKind Report(OopsKind oops)
    {
        Oops ??= oops;
        return oops;
    }

    /// <summary>Says that the call does what is not to be done under the lock.</summary>
    /// <param name="oops">What it is, if the call holds the lock.</param>
    internal void AssertNotLocked(OopsKind oops)
    {
        if (HoldsLock)
        {
            _ = Report(oops);
        }
    }
}
