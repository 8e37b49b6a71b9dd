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
}
