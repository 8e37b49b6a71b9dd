namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// The kernel's handlers of MSR writes, as far as they can fail: fault injection has the next one find no memory.
/// </summary>
public sealed class WriteHandlers
{
    /// <summary>Whether the next handler fails.</summary>
    public bool NextFails { get; private set; }

    /// <summary>Has the next handler fail.</summary>
    public void FailNext() => NextFails = true;

    /// <summary>A handler runs, and takes the failure if there is one.</summary>
    public void Reset() => NextFails = false;
}
