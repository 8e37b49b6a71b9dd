namespace MsrSpec.Implementation.Objects.Findings;

/// <summary>What can be wrong with what a kernel's code does, whatever it returns.</summary>
internal enum FindingKind
{
    /// <summary>Memory in front of an object of the heap, behind it, or of no object was touched.</summary>
    OutOfBounds,

    /// <summary>An object of the heap was touched after it was freed.</summary>
    UseAfterFree,

    /// <summary>An object was freed twice.</summary>
    DoubleFree,

    /// <summary>What is no object of the heap was freed: an error pointer, or any other address.</summary>
    WrongFree,

    /// <summary>An object was left behind by the VM that it belonged to.</summary>
    Leak,

    /// <summary>A null pointer, or one reckoned from it, was followed.</summary>
    NullPointer,

    /// <summary>The user's memory was touched without a copy function.</summary>
    UserAccess,

    /// <summary>An address was touched where nothing is.</summary>
    WildAccess,

    /// <summary>A page was used as its rights do not allow: code written, data executed.</summary>
    ForbiddenAccess,

    /// <summary>The stack was not enough.</summary>
    StackOverflow,

    /// <summary>The canary of a stack frame was overwritten.</summary>
    StackCorruption,

    /// <summary>What a call came to depends on memory that nobody had written.</summary>
    UninitializedRead,

    /// <summary>Something that may sleep was called under a spin lock.</summary>
    SleepInAtomicContext,

    /// <summary>A call ended and left a lock behind that it had taken.</summary>
    LockHeldAtReturn,

    /// <summary>A lock was released that the caller did not hold.</summary>
    UnlockOfFreeLock,

    /// <summary>Locks were taken in orders that can wait for each other.</summary>
    LockOrder,

    /// <summary>A lock was waited for that nobody will release.</summary>
    Deadlock,

    /// <summary>A call did not end within its budget.</summary>
    Hang,

    /// <summary>WARN.</summary>
    Warning,

    /// <summary>BUG.</summary>
    Bug,

    /// <summary>Any other exception that the processor raised.</summary>
    Exception,

    /// <summary>A function or data of the kernel was used that nobody models here: no fault of the code.</summary>
    Unmodelled,

    /// <summary>An instruction was met that the emulated core lacks: no fault of the code.</summary>
    Lacking,
}
