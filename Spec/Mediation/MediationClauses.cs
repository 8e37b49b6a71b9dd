using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Mediation;

/// <summary>The clauses of who decides an access before the list does, and of what the list has no part in.</summary>
public static class MediationClauses
{
    /// <summary>The hardware gives the guest nothing that the list denies.</summary>
    public static readonly Clause DeniedIsIntercepted = new(
        "mediation.what-the-list-denies-is-intercepted", Strength.Must,
        "An access that the hardware could carry out by itself is intercepted if the list denies it, from the vCPU's "
        + "first entry after the list has changed.");

    /// <summary>What the list allows again is given back.</summary>
    public static readonly Clause AllowedPassesThrough = new(
        "mediation.what-the-list-allows-passes-through", Strength.Must,
        "An access that the hardware can carry out by itself is not intercepted if the list allows it, from the vCPU's "
        + "first entry after the list has changed.");

    /// <summary>Every other access leaves the guest.</summary>
    public static readonly Clause OthersAreIntercepted = new(
        "mediation.other-accesses-are-intercepted", Strength.Must,
        "An access that the hardware cannot carry out by itself is intercepted, whether the list allows it or "
        + "not.");

    /// <summary>Speed is no reason to let a write through.</summary>
    public static readonly Clause FastWritesAsk = new(
        "mediation.a-write-on-the-fast-path-asks-the-list", Strength.Must,
        "A write that is frequent enough for a path of its own is decided by the list like any other.");

    /// <summary>Nor is it of an interrupt.</summary>
    public static readonly Clause FastInterruptsAsk = new(
        "mediation.a-fast-interrupt-command-asks-the-list", Strength.Must,
        "A write of the x2APIC's interrupt command register is decided like any other, also where the kernel delivers "
        + "the interrupt on a path of its own.");

    /// <summary>What an instruction reads besides is not filtered.</summary>
    public static readonly Clause ImplicitIsExempt = new(
        "mediation.implicit-accesses-are-not-filtered", Strength.Must,
        "What the kernel reads of MSRs to emulate another instruction than RDMSR and WRMSR is not subject to the "
        + "list.");

    /// <summary>RDPID reads TSC_AUX.</summary>
    public static readonly Clause RdpidReadsTscAux = new(
        "mediation.rdpid-reads-tsc-aux", Strength.Must,
        "RDPID reads TSC_AUX, at any CPL (Intel SDM volume 2, RDPID).");

    /// <summary>SYSCALL needs EFER.SCE.</summary>
    public static readonly Clause SyscallNeedsSce = new(
        "mediation.syscall-needs-efer-sce", Strength.Must,
        "SYSCALL raises #UD unless EFER.SCE is set (Intel SDM volume 2, SYSCALL).");

    /// <summary>SYSENTER needs a code segment.</summary>
    public static readonly Clause SysenterNeedsCode = new(
        "mediation.sysenter-needs-a-code-segment", Strength.Must,
        "SYSENTER raises #GP(0) if bits 15:2 of SYSENTER_CS are zero (Intel SDM volume 2, SYSENTER).");

    /// <summary>SYSCALL and SYSENTER enter the guest's kernel.</summary>
    public static readonly Clause EntersTheKernel = new(
        "mediation.system-calls-enter-the-kernel", Strength.Must,
        "SYSCALL and SYSENTER retire where they raise no fault; neither changes an MSR.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        DeniedIsIntercepted, AllowedPassesThrough, OthersAreIntercepted, FastWritesAsk, FastInterruptsAsk,
        ImplicitIsExempt, RdpidReadsTscAux, SyscallNeedsSce, SysenterNeedsCode, EntersTheKernel,
    ];
}
