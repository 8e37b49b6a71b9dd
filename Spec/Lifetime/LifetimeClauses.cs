using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Lifetime;

/// <summary>The clauses of what a VM owns, and of its end.</summary>
public static class LifetimeClauses
{
    /// <summary>Nothing but the bitmaps of stored ranges stays allocated.</summary>
    public static readonly Clause OneAllocationPerRange = new(
        "lifetime.live-allocations-are-the-stored-bitmaps", Strength.Must,
        "Between two commands the live allocations are exactly the bitmaps of stored ranges, and the filter that has "
        + "them where it is made whole.");

    /// <summary>No call ends with the VM's lock held.</summary>
    public static readonly Clause LockFreeAtRest = new(
        "lifetime.the-lock-is-free-at-rest", Strength.Must,
        "Between two commands nobody holds the VM's lock.");

    /// <summary>An access never waits for the VM's lock.</summary>
    public static readonly Clause LockTakers = new(
        "lifetime.an-access-takes-no-lock", Strength.Must,
        "Only a call that adds a range or sets a filter, and the end of the VM, take the VM's lock; an access, and "
        + "every other call, does not wait for it.");

    /// <summary>No call frees what is not allocated, or unlocks what it does not hold.</summary>
    public static readonly Clause KernelSurvives = new(
        "lifetime.no-call-brings-the-kernel-down", Strength.Must,
        "No call frees an address that is not a live allocation's, or releases a lock that it does not hold.");

    /// <summary>A machine that throws or hangs is wrong itself, whatever its kernel would have done.</summary>
    public static readonly Clause MachineAnswers = new(
        "lifetime.every-command-is-answered", Strength.Must,
        "Every command is answered: the machine itself neither ends with an exception nor hangs.");

    /// <summary>Teardown ends, leaks no bitmap and frees none twice.</summary>
    public static readonly Clause DestroyFreesAll = new(
        "lifetime.destroy-frees-every-bitmap", Strength.Must,
        "Destroying the VM returns, and frees each stored bitmap exactly once.");

    /// <summary>A VM begins without a list, undeflected.</summary>
    public static readonly Clause FreshVmIsUnguarded = new(
        "lifetime.a-fresh-vm-has-no-list", Strength.Must,
        "A fresh VM has no range, and deflection is off.");

    /// <summary>A vCPU begins at no exit, with clear registers and reset MSRs.</summary>
    public static readonly Clause FreshVcpuIsReset = new(
        "lifetime.a-fresh-vcpu-is-reset", Strength.Must,
        "Each vCPU of a fresh VM stands at no exit, its registers are zero, and every MSR has its reset value.");

    /// <summary>An armed failure hits one allocation, the next nonempty one.</summary>
    public static readonly Clause FaultInjection = new(
        "lifetime.an-armed-failure-hits-the-next-allocation", Strength.Silent,
        "A failure armed by fault injection hits the next allocation of at least one byte, and only that one.");

    /// <summary>An armed failure hits one write of EFER, the next that its handler would take.</summary>
    public static readonly Clause HandlerInjection = new(
        "lifetime.an-armed-failure-hits-the-next-write-of-efer", Strength.Silent,
        "A failure of EFER's handler armed by fault injection hits the guest's next write of EFER that is allowed, and "
        + "whose value is taken otherwise. It is ENOMEM.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        OneAllocationPerRange, LockFreeAtRest, LockTakers, KernelSurvives, MachineAnswers, DestroyFreesAll,
        FreshVmIsUnguarded, FreshVcpuIsReset, FaultInjection, HandlerInjection,
    ];
}
