namespace MsrSpec.Checker.Sequences;

/// <summary>The kinds of command, by their number in a word.</summary>
public enum CommandKind
{
    /// <summary>A guest read.</summary>
    GuestRead = 0,

    /// <summary>A guest write.</summary>
    GuestWrite = 1,

    /// <summary>The allowlist ioctl.</summary>
    AddAllowlist = 2,

    /// <summary>A host-initiated read.</summary>
    HostRead = 3,

    /// <summary>A host-initiated write.</summary>
    HostWrite = 4,

    /// <summary>The answer to an exit.</summary>
    CompleteExit = 5,

    /// <summary>KVM_ENABLE_CAP.</summary>
    EnableCapability = 6,

    /// <summary>KVM_CHECK_EXTENSION.</summary>
    CheckCapability = 7,

    /// <summary>Fault injection.</summary>
    FailNextAllocation = 8,

    /// <summary>The end of the VM.</summary>
    DestroyVm = 9,
}
