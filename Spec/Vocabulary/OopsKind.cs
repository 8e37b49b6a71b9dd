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
    /// with <c>panic_on_warn</c> the kernel goes down.
    /// </summary>
    UnlockedChange,
}
