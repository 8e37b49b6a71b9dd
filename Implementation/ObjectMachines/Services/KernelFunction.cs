namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>What a function of the kernel does, whatever its name is in one version or another.</summary>
public enum KernelFunction
{
    /// <summary>Allocates an object: size, flags.</summary>
    Allocate,

    /// <summary>Frees an object: address.</summary>
    Free,

    /// <summary>Copies from the user: to, from, size.</summary>
    CopyFromUser,

    /// <summary>Copies from the user to a fresh object: from, size.</summary>
    DuplicateFromUser,

    /// <summary>Takes a mutex: address.</summary>
    LockMutex,

    /// <summary>Releases a mutex: address.</summary>
    UnlockMutex,

    /// <summary>Takes a spin lock: address.</summary>
    LockSpin,

    /// <summary>Releases a spin lock: address.</summary>
    UnlockSpin,

    /// <summary>Begins to read under SRCU: domain.</summary>
    BeginRead,

    /// <summary>Ends to read under SRCU: domain.</summary>
    EndRead,

    /// <summary>Waits for the readers of SRCU: domain.</summary>
    Synchronize,

    /// <summary>Says that what follows may sleep.</summary>
    MightSleep,

    /// <summary>Copies memory: to, from, size.</summary>
    CopyMemory,

    /// <summary>Fills memory: to, value, size.</summary>
    FillMemory,

    /// <summary>Prints, or does what nobody has to see: nothing.</summary>
    Nothing,

    /// <summary>Found a stack's canary overwritten.</summary>
    StackCheckFailed,

    /// <summary>Asks, in a KASAN build, whether memory may be touched: address, size.</summary>
    CheckAccess,
}
