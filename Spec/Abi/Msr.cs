namespace MsrSpec.Spec.Abi;

/// <summary>
/// Indices of the model-specific registers that the emulated processor has (Intel SDM volume 4;
/// <c>arch/x86/include/asm/msr-index.h</c>).
/// </summary>
public static class Msr
{
    /// <summary>Time-stamp counter.</summary>
    public const uint Tsc = 0x10;

    /// <summary>Platform identification.</summary>
    public const uint PlatformId = 0x17;

    /// <summary>Base address and mode of the local APIC.</summary>
    public const uint ApicBase = 0x1B;

    /// <summary>Feature control, locked by firmware.</summary>
    public const uint FeatureControl = 0x3A;

    /// <summary>Adjustment added to the time-stamp counter.</summary>
    public const uint TscAdjust = 0x3B;

    /// <summary>Speculation control.</summary>
    public const uint SpecCtrl = 0x48;

    /// <summary>Prediction command: write only.</summary>
    public const uint PredCmd = 0x49;

    /// <summary>Microcode revision.</summary>
    public const uint UcodeRev = 0x8B;

    /// <summary>MTRR capabilities.</summary>
    public const uint MtrrCap = 0xFE;

    /// <summary>Cache flush command: write only.</summary>
    public const uint FlushCmd = 0x10B;

    /// <summary>SYSENTER code segment.</summary>
    public const uint SysenterCs = 0x174;

    /// <summary>SYSENTER stack pointer.</summary>
    public const uint SysenterEsp = 0x175;

    /// <summary>SYSENTER entry point.</summary>
    public const uint SysenterEip = 0x176;

    /// <summary>Machine-check capabilities.</summary>
    public const uint McgCap = 0x179;

    /// <summary>Machine-check status.</summary>
    public const uint McgStatus = 0x17A;

    /// <summary>Machine-check control.</summary>
    public const uint McgCtl = 0x17B;

    /// <summary>Miscellaneous features.</summary>
    public const uint MiscEnable = 0x1A0;

    /// <summary>First variable-range MTRR base; masks and bases alternate.</summary>
    public const uint MtrrPhysBase0 = 0x200;

    /// <summary>Number of variable-range MTRR pairs.</summary>
    public const uint MtrrVariableCount = 8;

    /// <summary>Fixed-range MTRR of the first 512 KiB.</summary>
    public const uint MtrrFix64K00000 = 0x250;

    /// <summary>Fixed-range MTRR at 0x80000.</summary>
    public const uint MtrrFix16K80000 = 0x258;

    /// <summary>Fixed-range MTRR at 0xA0000.</summary>
    public const uint MtrrFix16KA0000 = 0x259;

    /// <summary>First of the eight 4 KiB fixed-range MTRRs.</summary>
    public const uint MtrrFix4KC0000 = 0x268;

    /// <summary>Number of the 4 KiB fixed-range MTRRs.</summary>
    public const uint MtrrFix4KCount = 8;

    /// <summary>Page attribute table.</summary>
    public const uint Pat = 0x277;

    /// <summary>Default memory type.</summary>
    public const uint MtrrDefType = 0x2FF;

    /// <summary>First machine-check bank register; four a bank: control, status, address, miscellaneous.</summary>
    public const uint Mc0Ctl = 0x400;

    /// <summary>Number of machine-check banks.</summary>
    public const uint McBankCount = 10;

    /// <summary>Registers of one machine-check bank.</summary>
    public const uint McBankStride = 4;

    /// <summary>Deadline of the local APIC timer.</summary>
    public const uint TscDeadline = 0x6E0;

    /// <summary>First x2APIC register.</summary>
    public const uint X2ApicFirst = 0x800;

    /// <summary>Last x2APIC register.</summary>
    public const uint X2ApicLast = 0x8FF;

    /// <summary>Extended supervisor state mask.</summary>
    public const uint Xss = 0xDA0;

    /// <summary>Extended feature enables.</summary>
    public const uint Efer = 0xC0000080;

    /// <summary>SYSCALL segment selectors.</summary>
    public const uint Star = 0xC0000081;

    /// <summary>SYSCALL entry point in 64-bit mode.</summary>
    public const uint Lstar = 0xC0000082;

    /// <summary>SYSCALL entry point in compatibility mode.</summary>
    public const uint Cstar = 0xC0000083;

    /// <summary>SYSCALL flag mask.</summary>
    public const uint SyscallMask = 0xC0000084;

    /// <summary>Base of FS.</summary>
    public const uint FsBase = 0xC0000100;

    /// <summary>Base of GS.</summary>
    public const uint GsBase = 0xC0000101;

    /// <summary>Base that SWAPGS exchanges with that of GS.</summary>
    public const uint KernelGsBase = 0xC0000102;

    /// <summary>Value that RDTSCP and RDPID read.</summary>
    public const uint TscAux = 0xC0000103;
}
