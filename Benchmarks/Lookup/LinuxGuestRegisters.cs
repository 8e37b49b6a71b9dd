using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>The registers that a Linux guest touches, the ten that it touches all the time apart.</summary>
internal static class LinuxGuestRegisters
{
    private const uint X2ApicEoi = Msr.X2ApicFirst + 0x0B;
    private const uint X2ApicIcr = Msr.X2ApicFirst + 0x30;
    private const uint KvmClock = 0x4B564D01;

    internal static IReadOnlyList<uint> Hot { get; } =
    [
        Msr.TscDeadline, X2ApicIcr, X2ApicEoi, Msr.SpecCtrl, Msr.PredCmd,
        Msr.FsBase, Msr.GsBase, Msr.KernelGsBase, Msr.Tsc, KvmClock,
    ];

    internal static IReadOnlyList<uint> Rest { get; } =
    [
        Msr.PlatformId, Msr.ApicBase, Msr.FeatureControl, Msr.TscAdjust, Msr.UcodeRev, Msr.MtrrCap, Msr.FlushCmd,
        Msr.SysenterCs, Msr.SysenterEsp, Msr.SysenterEip, Msr.McgCap, Msr.McgStatus, Msr.McgCtl, Msr.MiscEnable,
        Msr.Pat, Msr.MtrrDefType, Msr.Xss, Msr.Efer, Msr.Star, Msr.Lstar, Msr.Cstar, Msr.SyscallMask, Msr.TscAux,
        Msr.MtrrFix64K00000, Msr.MtrrFix16K80000, Msr.MtrrFix16KA0000,
        .. Registers(Msr.MtrrPhysBase0, Msr.MtrrVariableCount),
        .. Registers(Msr.MtrrFix4KC0000, Msr.MtrrFix4KCount),
        .. Registers(Msr.Mc0Ctl, 2 * Msr.McBankStride),
        .. Registers(Msr.X2ApicFirst + 2, 2),
        .. Registers(KvmClock + 1, 4),
        0x40000000, 0xC0010015,
    ];

    private static IEnumerable<uint> Registers(uint first, uint count)
    {
        return Enumerable.Range(0, (int)count).Select(offset => first + (uint)offset);
    }
}
