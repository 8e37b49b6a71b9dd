using MsrSpec.Implementation.Emulator.Cpu.Features;

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

    /// <summary>The allowlist as it should be.</summary>
    public static VmDesign Allowlist { get; } =
        new(MsrInterface.Allowlist, ExitProtocol.Complete, MsrMediation.Complete, ErrorsFailTheRun: false);

    /// <summary>The posted series.</summary>
    public static VmDesign Posted { get; } =
        new(MsrInterface.Allowlist, ExitProtocol.ReplyAndReexecute, MsrMediation.Posted, ErrorsFailTheRun: false);

    /// <summary>The filter of Linux.</summary>
    public static VmDesign Filter { get; } =
        new(MsrInterface.Filter, ExitProtocol.Complete, MsrMediation.Complete, ErrorsFailTheRun: true);

    /// <summary>The filter of Linux 6.18, on a processor with WRMSRNS and the immediate forms.</summary>
    public static VmDesign FilterOfToday { get; } = Filter with
    {
        Mediation = MsrMediation.Complete with { FastPathAsks = false },
        Processor = CpuModel.WithImmediateMsr,
    };
}
