namespace MsrSpec.Spec.Vocabulary;

/// <summary>What brought the kernel down.</summary>
public enum OopsKind
{
    /// <summary><c>kfree</c> of an error pointer.</summary>
    FreeOfErrorPointer,

    /// <summary>Freeing an address that no live allocation has.</summary>
    FreeOfNonAllocation,

    /// <summary>Releasing a mutex that the caller does not hold.</summary>
    UnlockOfFreeMutex,

    /// <summary>
    /// What a lock guards was changed by a call that did not hold it: <c>lockdep_assert_held</c> warns of that, and
    /// with <c>panic_on_warn</c> the kernel goes down. So it is with what follows.
    /// </summary>
    UnlockedChange,

    /// <summary>What a lock guards was judged by a call that did not hold it.</summary>
    UnlockedJudgement,

    /// <summary>One call took a lock a second time.</summary>
    LockTakenAgain,

    /// <summary>A lock was taken by what is no call that takes it: an access of the guest, another ioctl.</summary>
    LockOutsideACall,

    /// <summary>Memory was allocated under the lock.</summary>
    AllocationUnderLock,

    /// <summary>User memory was read under the lock.</summary>
    UserCopyUnderLock,

    /// <summary>A byte of user memory was read twice by one call.</summary>
    SecondRead,

    /// <summary>User memory behind the argument was read.</summary>
    ReadBehindTheArgument,

    /// <summary>The kernel touched memory that it may not touch.</summary>
    InvalidAccess,

    /// <summary>Something that may sleep was called under a spin lock.</summary>
    SleepInAtomicContext,

    /// <summary>Locks were taken in orders that can wait for each other.</summary>
    LockOrder,

    /// <summary>What a call came to depends on memory that nobody had written.</summary>
    UninitializedRead,

    /// <summary>The kernel's code came to a WARN.</summary>
    Warning,

    /// <summary>The kernel's code came to a BUG, or the processor raised an exception in it.</summary>
    Bug,

    /// <summary>A call did not end.</summary>
    SoftLockup,
}
