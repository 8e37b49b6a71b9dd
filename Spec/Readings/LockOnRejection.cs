namespace MsrSpec.Spec.Readings;

/// <summary>Reading 7: what a call that is refused under the lock (full table, overlap) leaves of it.</summary>
public enum LockOnRejection
{
    /// <summary>The lock is released.</summary>
    Released,

    /// <summary>The lock is kept for ever.</summary>
    Kept,
}
