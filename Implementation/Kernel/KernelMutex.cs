using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// A mutex that knows its holder. The holder is a system call, not a thread: one that ends with the mutex held has
/// lost it for ever, and .NET's re-entrant locks would hide that.
/// </summary>
public sealed class KernelMutex : ILock
{
    private readonly VmKernel _kernel;
    private long? _holder;

    /// <summary>A free mutex of a kernel.</summary>
    internal KernelMutex(VmKernel kernel) => _kernel = kernel;

    /// <summary>Whether nobody holds it.</summary>
    public bool IsFree => _holder is null;

    /// <summary>Makes it free, whoever holds it.</summary>
    public void Reset() => _holder = null;

    /// <summary>
    /// Says that the running call changes what the mutex guards (<c>lockdep_assert_held</c>): unless the call holds it,
    /// that brings the kernel down. One thread never meets the race, so it is accounted for here.
    /// </summary>
    public void AssertHeld()
    {
        if (_holder != _kernel.Call)
        {
            _ = _kernel.Oops.Report(OopsKind.UnlockedChange);
        }
    }

    /// <summary>Takes it for the running call.</summary>
    /// <returns>False if the caller would wait for ever: another call holds it, or this one does already.</returns>
    public bool Lock()
    {
        if (_holder is not null)
        {
            return false;
        }

        _holder = _kernel.Call;
        return true;
    }

    /// <summary>Releases it for the running call.</summary>
    /// <returns>What brings the kernel down, or null: only the call that holds it may.</returns>
    public OopsKind? Unlock()
    {
        if (_holder != _kernel.Call)
        {
            return _kernel.Oops.Report(OopsKind.UnlockOfFreeMutex);
        }

        _holder = null;
        return null;
    }
}
