using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Kernel.Filter;

namespace MsrSpec.Implementation.Machines;

/// <summary>What a VM does around its allowlist or filter.</summary>
/// <param name="Interface">How the interface names and deflects.</param>
/// <param name="Protocol">How exits are answered.</param>
/// <param name="Mediation">Which accesses come before the allowlist or the filter.</param>
/// <param name="ErrorsFailTheRun">
/// Whether <c>KVM_RUN</c> fails where the handler of a write does; else the guest is given #GP.
/// </param>
public sealed record VmDesign(
    MsrInterface Interface, ExitProtocol Protocol, MsrMediation Mediation, bool ErrorsFailTheRun)
{
    /// <summary>The processor of the VM.</summary>
    public CpuModel Processor { get; init; } = CpuModel.Default;

    /// <summary>
    /// Whether a refused call has the vCPUs recalculate too what passes through: it may have changed the policy.
    /// </summary>
    public bool RecalculatesWhenRefused { get; init; }

    /// <summary>The allowlist as it should be.</summary>
    public static VmDesign Allowlist { get; } =
        new(MsrInterface.Allowlist, ExitProtocol.Complete, MsrMediation.Complete, ErrorsFailTheRun: false);

    /// <summary>The posted series.</summary>
    public static VmDesign Posted { get; } =
        new(MsrInterface.Allowlist, ExitProtocol.ReplyAndReexecute, MsrMediation.Posted, ErrorsFailTheRun: false);

    /// <summary>The filter of Linux 6.1.</summary>
    public static VmDesign Filter { get; } = Of(FilterVersion.Linux61);

    /// <summary>The filter of a kernel.</summary>
    public static VmDesign Of(FilterVersion version) => new(
        MsrInterface.Filter with { RefusesUnknownReasons = version.RefusesUnknownBits },
        ExitProtocol.Complete,
        MsrMediation.Complete with
        {
            FastPathAsks = version.FastPathAsks,
            FastInterruptsAsk = version.FastInterruptsAsk,
            FiltersImplicit = !version.ExemptsImplicitAccesses,
        },
        version.ErrorsFailTheRun)
    {
        Processor = version.HasImmediateForms ? CpuModel.WithImmediateMsr : CpuModel.Default,
        RecalculatesWhenRefused = !version.IsInstalledWhole,
    };
}
