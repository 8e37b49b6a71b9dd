namespace MsrSpec.Spec.Abi;

/// <summary>
/// Indices of the model-specific registers that the emulated processor has (Intel SDM volume 4;
/// <c>arch/x86/include/asm/msr-index.h</c>).
/// </summary>
public static class Msr
{
    /// <summary>Time-stamp counter (<c>MSR_IA32_TSC</c>).</summary>
    public const uint Tsc = 0x10;

    /// <summary>Platform identification (<c>MSR_IA32_PLATFORM_ID</c>).</summary>
    public const uint PlatformId = 0x17;

    /// <summary>Base address and mode of the local APIC (<c>MSR_IA32_APICBASE</c>).</summary>
    public const uint ApicBase = 0x1B;

    /// <summary>Feature control, locked by firmware (<c>MSR_IA32_FEAT_CTL</c>).</summary>
    public const uint FeatureControl = 0x3A;

    /// <summary>Adjustment added to the time-stamp counter (<c>MSR_IA32_TSC_ADJUST</c>).</summary>
    public const uint TscAdjust = 0x3B;

    /// <summary>Speculation control (<c>MSR_IA32_SPEC_CTRL</c>).</summary>
    public const uint SpecCtrl = 0x48;

    /// <summary>Prediction command: write only (<c>MSR_IA32_PRED_CMD</c>).</summary>
    public const uint PredCmd = 0x49;

    /// <summary>Microcode revision (<c>MSR_IA32_UCODE_REV</c>).</summary>
    public const uint UcodeRev = 0x8B;

    /// <summary>MTRR capabilities (<c>MSR_MTRRcap</c>).</summary>
    public const uint MtrrCap = 0xFE;

    /// <summary>Cache flush command: write only (<c>MSR_IA32_FLUSH_CMD</c>).</summary>
    public const uint FlushCmd = 0x10B;

    /// <summary>SYSENTER code segment (<c>MSR_IA32_SYSENTER_CS</c>).</summary>
    public const uint SysenterCs = 0x174;

    /// <summary>SYSENTER stack pointer (<c>MSR_IA32_SYSENTER_ESP</c>).</summary>
    public const uint SysenterEsp = 0x175;

    /// <summary>SYSENTER entry point (<c>MSR_IA32_SYSENTER_EIP</c>).</summary>
    public const uint SysenterEip = 0x176;

    /// <summary>Machine-check capabilities (<c>MSR_IA32_MCG_CAP</c>).</summary>
    public const uint McgCap = 0x179;

    /// <summary>Machine-check status (<c>MSR_IA32_MCG_STATUS</c>).</summary>
    public const uint McgStatus = 0x17A;

    /// <summary>Machine-check control (<c>MSR_IA32_MCG_CTL</c>).</summary>
    public const uint McgCtl = 0x17B;

    /// <summary>Miscellaneous features (<c>MSR_IA32_MISC_ENABLE</c>).</summary>
    public const uint MiscEnable = 0x1A0;

    /// <summary>First variable-range MTRR base; masks and bases alternate.</summary>
    public const uint MtrrPhysBase0 = 0x200;

    /// <summary>Number of variable-range MTRR pairs.</summary>
    public const uint MtrrVariableCount = 8;

    /// <summary>Fixed-range MTRR of the first 512 KiB (<c>MSR_MTRRfix64K_00000</c>).</summary>
    public const uint MtrrFix64K00000 = 0x250;

    /// <summary>Fixed-range MTRR at 0x80000 (<c>MSR_MTRRfix16K_80000</c>).</summary>
    public const uint MtrrFix16K80000 = 0x258;

    /// <summary>Fixed-range MTRR at 0xA0000 (<c>MSR_MTRRfix16K_A0000</c>).</summary>
    public const uint MtrrFix16KA0000 = 0x259;

    /// <summary>First of the eight 4 KiB fixed-range MTRRs (<c>MSR_MTRRfix4K_C0000</c>).</summary>
    public const uint MtrrFix4KC0000 = 0x268;

    /// <summary>Number of the 4 KiB fixed-range MTRRs.</summary>
    public const uint MtrrFix4KCount = 8;

    /// <summary>Page attribute table (<c>MSR_IA32_CR_PAT</c>).</summary>
    public const uint Pat = 0x277;

    /// <summary>Default memory type and enables of the MTRRs (<c>MSR_MTRRdefType</c>).</summary>
    public const uint MtrrDefType = 0x2FF;

    /// <summary>First machine-check bank register; four a bank: control, status, address, miscellaneous.</summary>
    public const uint Mc0Ctl = 0x400;

    /// <summary>Number of machine-check banks.</summary>
    public const uint McBankCount = 10;

    /// <summary>Registers of one machine-check bank.</summary>
    public const uint McBankStride = 4;

    /// <summary>Deadline of the local APIC timer (<c>MSR_IA32_TSC_DEADLINE</c>).</summary>
    public const uint TscDeadline = 0x6E0;

    /// <summary>First x2APIC register (<c>APIC_BASE_MSR</c> of <c>asm/apicdef.h</c>).</summary>
    public const uint X2ApicFirst = 0x800;

    /// <summary>The x2APIC's interrupt command register (<c>APIC_BASE_MSR + (APIC_ICR >> 4)</c>).</summary>
    public const uint X2ApicIcr = 0x830;

    /// <summary>Last index reserved for x2APIC registers.</summary>
    public const uint X2ApicLast = 0x8FF;

    /// <summary>Extended supervisor state mask (<c>MSR_IA32_XSS</c>).</summary>
    public const uint Xss = 0xDA0;

    /// <summary>Extended feature enables (<c>MSR_EFER</c>).</summary>
    public const uint Efer = 0xC0000080;

    /// <summary>SYSCALL segment selectors (<c>MSR_STAR</c>).</summary>
    public const uint Star = 0xC0000081;

    /// <summary>SYSCALL entry point in 64-bit mode (<c>MSR_LSTAR</c>).</summary>
    public const uint Lstar = 0xC0000082;

    /// <summary>SYSCALL entry point in compatibility mode (<c>MSR_CSTAR</c>).</summary>
    public const uint Cstar = 0xC0000083;

    /// <summary>Flags that SYSCALL clears (<c>MSR_SYSCALL_MASK</c>).</summary>
    public const uint SyscallMask = 0xC0000084;

    /// <summary>Base of FS (<c>MSR_FS_BASE</c>).</summary>
    public const uint FsBase = 0xC0000100;

    /// <summary>Base of GS (<c>MSR_GS_BASE</c>).</summary>
    public const uint GsBase = 0xC0000101;

    /// <summary>Base that SWAPGS exchanges with that of GS (<c>MSR_KERNEL_GS_BASE</c>).</summary>
    public const uint KernelGsBase = 0xC0000102;

    /// <summary>Value that RDTSCP and RDPID read (<c>MSR_TSC_AUX</c>).</summary>
    public const uint TscAux = 0xC0000103;
}
