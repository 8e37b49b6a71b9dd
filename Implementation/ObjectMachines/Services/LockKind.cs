namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>What can be taken and given back.</summary>
internal enum LockKind
{
    /// <summary>A mutex: who waits for it sleeps.</summary>
    Mutex,

    /// <summary>A spin lock: who holds it must not sleep.</summary>
    Spin,

    /// <summary>A reader of SRCU: many at once; <c>synchronize_srcu</c> waits for them.</summary>
    Reader,
}
