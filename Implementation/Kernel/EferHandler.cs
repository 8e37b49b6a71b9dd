namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// The kernel's handler of guest writes of EFER, as far as it can fail: it allocates nested state, and fault injection
/// has it find no memory once.
/// </summary>
public sealed class EferHandler
{
    /// <summary>Whether the next write fails.</summary>
    public bool NextFails { get; private set; }

    /// <summary>Has the next write fail.</summary>
    public void FailNext() => NextFails = true;

    /// <summary>The failure has hit, or the kernel begins anew.</summary>
    public void Reset() => NextFails = false;
}
