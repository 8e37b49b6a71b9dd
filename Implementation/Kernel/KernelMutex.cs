using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// A mutex that knows its holder. The holder is a system call, not a thread: one that ends with the mutex held has
/// lost it for ever, and .NET's re-entrant locks would hide that.
/// </summary>
public sealed class KernelMutex
{
    /// <summary>Whether nobody holds it.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>Makes it free.</summary>
    public void Reset() => IsFree = true;

    /// <summary>Takes it.</summary>
    /// <returns>False if the caller would wait for ever.</returns>
    public bool Lock()
    {
        bool taken = IsFree;
        IsFree = false;
        return taken;
    }

    /// <summary>Releases it.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Unlock()
    {
        if (IsFree)
        {
            return OopsKind.UnlockOfFreeMutex;
        }

        IsFree = true;
        return null;
    }
}
