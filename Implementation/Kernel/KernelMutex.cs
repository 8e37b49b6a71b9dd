using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// A mutex that knows its holder. The holder is a system call, not a thread: one that ends with the mutex held has
/// lost it for ever, and .NET's re-entrant locks would hide that. One thread never meets a race, so the mutex accounts
/// for what must be done under it, and what must not.
/// </summary>
public sealed class KernelMutex
{
    private readonly RunningCall _call;
    private long? _lastHolder;

    /// <summary>A free mutex.</summary>
    /// <param name="call">Who takes it; it is told what goes wrong.</param>
    internal KernelMutex(RunningCall call) => _call = call;

    /// <summary>Whether nobody holds it.</summary>
    public bool IsFree => _call.LockHolder is null;

    /// <summary>Makes it free, whoever holds it.</summary>
    public void Reset()
    {
        _call.LockHolder = null;
        _lastHolder = null;
    }

    /// <summary>Takes it for the running call; that may do so once, and nobody else at all.</summary>
    /// <returns>False if the caller would wait for ever: another call holds it, or this one does already.</returns>
    public bool Lock()
    {
        _call.AskedForLock = true;
        if (!_call.MayLock)
        {
            _ = _call.Report(OopsKind.LockOutsideACall);
        }
        else if (_lastHolder == _call.Number)
        {
            _ = _call.Report(OopsKind.LockTakenAgain);
        }

        if (!IsFree)
        {
            return false;
        }

        _call.LockHolder = _call.Number;
        _lastHolder = _call.Number;
        return true;
    }

    /// <summary>Releases it for the running call.</summary>
    /// <returns>What brings the kernel down, or null: only the call that holds it may.</returns>
    public OopsKind? Unlock()
    {
        if (_call.LockHolder != _call.Number)
        {
            return _call.Report(OopsKind.UnlockOfFreeMutex);
        }

        _call.LockHolder = null;
        return null;
    }

    /// <summary>Says that somebody looks at what the mutex guards, as whoever takes no lock may.</summary>
    internal void NoteLook()
    {
        if (_call.IsAdding && !_call.HoldsLock)
        {
            _ = _call.Report(OopsKind.UnlockedJudgement);
        }
    }

    /// <summary>Says that what the mutex guards begins anew, which is nothing for a call to do.</summary>
    internal void NoteReset()
    {
        if (_call.IsRunning)
        {
            _ = _call.Report(OopsKind.UnlockedChange);
        }
    }

    /// <summary>Says that the running call does what it may do only while it holds the mutex.</summary>
    /// <param name="oops">What it is, if the call does not.</param>
    internal void AssertHeld(OopsKind oops)
    {
        if (!_call.HoldsLock)
        {
            _ = _call.Report(oops);
        }
    }
}
