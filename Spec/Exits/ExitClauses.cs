using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Exits;

/// <summary>The clauses of deflection to user space: the capability, the exit, and its completion.</summary>
public static class ExitClauses
{
    /// <summary>The first argument of KVM_ENABLE_CAP switches deflection on or off.</summary>
    public static readonly Clause EnableTakesBoolean = new(
        "exits.enable-takes-a-boolean", Strength.Must,
        "KVM_ENABLE_CAP of KVM_CAP_X86_USER_SPACE_MSR returns 0; it turns deflection on if its first argument"
        + " is not zero and off if it is.");

    /// <summary>In Linux the first argument of KVM_ENABLE_CAP says which failures are deflected.</summary>
    public static readonly Clause EnableTakesReasons = new(
        "exits.enable-takes-reasons", Strength.Must,
        "Where the interface is the filter, KVM_ENABLE_CAP of KVM_CAP_X86_USER_SPACE_MSR returns 0, and its first "
        + "argument says which failures leave to user space: 1 what the register does not take, and all of the x2APIC, "
        + "2 other registers that the processor does not have, 4 what the filter denies.");

    /// <summary>A bit that is no reason is EINVAL.</summary>
    public static readonly Clause UnknownReasons = new(
        "exits.unknown-reasons-are-EINVAL", Strength.Must,
        "KVM_ENABLE_CAP of KVM_CAP_X86_USER_SPACE_MSR with a bit that is no reason fails with EINVAL and changes "
        + "nothing.");

    /// <summary>KVM_ENABLE_CAP takes no flags: any is EINVAL.</summary>
    public static readonly Clause EnableFlags = new(
        "exits.enable-with-flags-is-EINVAL", Strength.Must,
        "KVM_ENABLE_CAP with a flags word other than zero fails with EINVAL and changes nothing.");

    /// <summary>Only one capability can be enabled: any other is EINVAL.</summary>
    public static readonly Clause EnableUnknown = new(
        "exits.enable-of-another-capability-is-EINVAL", Strength.Must,
        "KVM_ENABLE_CAP of a capability that cannot be enabled fails with EINVAL and changes nothing.");

    /// <summary>Both capabilities of this interface are reported as 1.</summary>
    public static readonly Clause CheckReports = new(
        "exits.check-extension-reports-both-capabilities", Strength.Must,
        "KVM_CHECK_EXTENSION returns 1 for KVM_CAP_X86_USER_SPACE_MSR and for the capability of the interface: "
        + "KVM_CAP_ADD_MSR_ALLOWLIST or KVM_CAP_X86_MSR_FILTER.");

    /// <summary>Every other capability is reported as 0.</summary>
    public static readonly Clause CheckUnknown = new(
        "exits.check-extension-of-another-capability-is-0", Strength.Silent,
        "KVM_CHECK_EXTENSION returns 0 for every other number: capabilities outside this interface are not "
        + "modelled.");

    /// <summary>With deflection on, every failing access goes to user space.</summary>
    public static readonly Clause FailureExits = new(
        "exits.failing-access-exits", Strength.Must,
        "With deflection on, an access that is denied or fails leaves to user space with its direction, its "
        + "index and, for a write, its data; a read shows zero. KVM_RUN returns 0. Where the interface is the filter, "
        + "it does so only if its reason was asked for, and the exit says the reason.");

    /// <summary>What the hardware carries out, it refuses by itself.</summary>
    public static readonly Clause HardwareFaults = new(
        "exits.a-fault-of-the-hardware-is-not-deflected", Strength.Must,
        "An access that the hardware carries out by itself, and that fails, raises #GP in the guest; the kernel does "
        + "not hear of it, so it is never deflected.");

    /// <summary>An exit comes before the access has changed anything.</summary>
    public static readonly Clause ExitIsPrecise = new(
        "exits.exit-leaves-the-registers", Strength.Must,
        "At an exit RIP stands at the instruction and no register and no MSR is changed.");

    /// <summary>Error 0 lets the access retire, a read with the data given.</summary>
    public static readonly Clause CompletionRetires = new(
        "exits.completion-without-error-retires", Strength.Must,
        "Completing an exit with error 0 retires the access: a read loads EDX:EAX with the given data, a "
        + "write changes nothing more.");

    /// <summary>Any other error makes the access raise #GP.</summary>
    public static readonly Clause CompletionFaults = new(
        "exits.completion-with-error-is-GP", Strength.Must,
        "Completing an exit with any error other than zero raises #GP at the access.");

    /// <summary>An answer serves only the access that asked for it.</summary>
    public static readonly Clause CompletionIsBound = new(
        "exits.completion-binds-to-the-access", Strength.Must,
        "A completion answers the access that exited and no other; neither list nor filter is asked again.");


    /// <summary>An error of the kernel is user space's affair.</summary>
    public static readonly Clause HandlerErrorFailsRun = new(
        "exits.a-handler-without-memory-fails-the-run", Strength.Must,
        "A write whose handler in the kernel fails with an errno, and that is not deflected as one that the register "
        + "does not take, has KVM_RUN fail with the errno; the vCPU stands at the instruction as before it.");

    /// <summary>A pending exit holds up every other access of its vCPU.</summary>
    public static readonly Clause OneAtATime = new(
        "exits.a-vcpu-at-an-exit-runs-nothing-else", Strength.Must,
        "A vCPU that stands at an exit executes no other access before that exit is completed.");

    /// <summary>Without a pending exit there is no completion.</summary>
    public static readonly Clause NothingToComplete = new(
        "exits.without-an-exit-nothing-is-completed", Strength.Must,
        "A vCPU that stands at no exit has nothing to complete.");

    /// <summary>The host reads the MSRs that are there and readable, no others.</summary>
    public static readonly Clause HostReads = new(
        "exits.host-read-returns-the-msr", Strength.Must,
        "KVM_GET_MSRS returns the value of an MSR that the vCPU has and that can be read, and processes no "
        + "other.");

    /// <summary>The host sets MSRs to valid values, its own ones included.</summary>
    public static readonly Clause HostWrites = new(
        "exits.host-write-sets-the-msr", Strength.Must,
        "KVM_SET_MSRS sets an MSR that the vCPU has to a valid value, also one that the guest may only read "
        + "if it belongs to the host, and processes no other.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        EnableTakesBoolean, EnableTakesReasons, UnknownReasons, EnableFlags, EnableUnknown, CheckReports, CheckUnknown,
        FailureExits, HardwareFaults, HandlerErrorFailsRun, ExitIsPrecise, CompletionRetires, CompletionFaults,
        CompletionIsBound, OneAtATime, NothingToComplete, HostReads, HostWrites,
    ];
}
