namespace MsrSpec.Spec.Chapters;

/// <summary>
/// The parts of what a command answers and leaves in which a machine can be wrong. For each of them a clause is
/// responsible: the case's own, or else the standing one, or else the row that decided.
/// </summary>
public enum Aspect
{
    /// <summary>Whether the machine itself, not its kernel, answers at all.</summary>
    Answers,

    /// <summary>Whether the call returns at all.</summary>
    Returns,

    /// <summary>Whether the kernel survives the call.</summary>
    Survives,

    /// <summary>Whether the command takes effect or the access retires.</summary>
    Success,

    /// <summary>Whether the list lets an access through that retires.</summary>
    Permission,

    /// <summary>The errno, the vector, or the kind of a failure.</summary>
    Failure,

    /// <summary>Whether a failing access faults or leaves to user space, and what the exit says.</summary>
    Delivery,

    /// <summary>The error code of a fault.</summary>
    ErrorCode,

    /// <summary>Whether KVM_RUN itself returns without an error.</summary>
    Run,

    /// <summary>The index that an exit shows, and RCX.</summary>
    Index,

    /// <summary>The value returned.</summary>
    Value,

    /// <summary>The bits of EFER that belong to the mode, in a value returned or held.</summary>
    ModeBits,

    /// <summary>The time-stamp counter, in a value returned or held.</summary>
    Time,

    /// <summary>Whether the VM's lock is free afterwards.</summary>
    Lock,

    /// <summary>Whether what the lock guards is judged and changed only while the call holds it.</summary>
    Locking,

    /// <summary>Whether the lock is taken only by the calls that take it.</summary>
    LockTakers,

    /// <summary>Whether nothing is done under the lock that has no need of it.</summary>
    UnderTheLock,

    /// <summary>Whether the argument is read once.</summary>
    ArgumentReads,

    /// <summary>Whether nothing but the argument is read.</summary>
    ReadExtent,

    /// <summary>How many allocations of the kernel are live.</summary>
    Allocations,

    /// <summary>How many slots of the list are in use.</summary>
    Slots,

    /// <summary>What the guest may access.</summary>
    Decisions,

    /// <summary>The registers of the vCPU, but RCX.</summary>
    Registers,

    /// <summary>Whether the host can read the MSR.</summary>
    Presence,

    /// <summary>What the MSR holds.</summary>
    Msr,

    /// <summary>The registers, MSRs and pending exit of a vCPU that the command does not name.</summary>
    OtherVcpu,

    /// <summary>Whether the vCPU stands at an exit.</summary>
    ExitPending,

    /// <summary>Whether failing accesses are deflected.</summary>
    Deflection,
}
