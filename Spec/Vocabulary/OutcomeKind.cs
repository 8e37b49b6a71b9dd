namespace MsrSpec.Spec.Vocabulary;

/// <summary>The kinds of <see cref="Outcome"/>.</summary>
public enum OutcomeKind
{
    /// <summary>A system call returned zero, or the command took effect.</summary>
    Success,

    /// <summary>A system call failed with an errno.</summary>
    Error,

    /// <summary>A query or a host-initiated read returned a value.</summary>
    Value,

    /// <summary>KVM_GET_MSRS or KVM_SET_MSRS reported that it processed no MSR.</summary>
    Unprocessed,

    /// <summary>The list allows the access that was asked about.</summary>
    Allowed,

    /// <summary>The list denies the access that was asked about.</summary>
    Denied,

    /// <summary>The hardware intercepts the access that was asked about.</summary>
    Intercepted,

    /// <summary>The hardware passes the access through that was asked about.</summary>
    PassedThrough,

    /// <summary>A guest write retired.</summary>
    Retired,

    /// <summary>A guest read retired with a value.</summary>
    RetiredRead,

    /// <summary>The guest took an exception.</summary>
    Fault,

    /// <summary>KVM_RUN came back with an MSR exit.</summary>
    Exit,

    /// <summary>The calling thread waits for ever for the VM's lock.</summary>
    Blocked,

    /// <summary>The kernel went down under the calling thread.</summary>
    Oops,

    /// <summary>User space cannot do this now; nothing happened.</summary>
    Refused,

    /// <summary>The VM is gone; the value says how many allocations were not freed.</summary>
    Destroyed,

    /// <summary>The vCPU shut down: an exception could not be delivered (triple fault).</summary>
    Shutdown,

    /// <summary>The emulated core met an instruction form it does not have.</summary>
    Unimplemented,

    /// <summary>The guest ran past its step budget.</summary>
    OutOfBudget,

    /// <summary>The machine itself, not its guest or its kernel, ended with an exception.</summary>
    Crashed,

    /// <summary>The machine itself did not answer within the time that it was given.</summary>
    Hung,
}
