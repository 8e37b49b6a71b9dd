using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// What went wrong first in a system call. The parts of the kernel that keep account report it here themselves, so that
/// no caller can throw it away.
/// </summary>
public sealed class OopsLatch
{
    /// <summary>The first oops, or null.</summary>
    public OopsKind? First { get; private set; }

    /// <summary>Forgets it.</summary>
    public void Clear() => First = null;

    /// <summary>Takes down an oops.</summary>
    /// <returns>The same oops.</returns>
    internal OopsKind Report(OopsKind oops)
    {
        First ??= oops;
        return oops;
    }
}
