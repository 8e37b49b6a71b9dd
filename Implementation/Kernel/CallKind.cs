namespace MsrSpec.Implementation.Kernel;

/// <summary>What runs in the kernel, as far as the VM's lock has to do with it.</summary>
public enum CallKind
{
    /// <summary>An access of the guest, or a call that has no business with the lock.</summary>
    Other,

    /// <summary>A range is added: what the lock guards is judged and changed under it.</summary>
    AddAllowlist,

    /// <summary>A filter is set: it takes the place of the old one under the lock.</summary>
    SetFilter,

    /// <summary>The VM ends: the lock is taken to drop its vCPUs.</summary>
    DestroyVm,
}
