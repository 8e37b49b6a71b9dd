using static MsrSpec.Spec.Abi.Names.MsrName;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>
/// Registers of Intel's processors but those of power and performance (SDM volume 4; <c>asm/msr-index.h</c>).
/// </summary>
internal static class IntelNames
{
    private const uint MtrrPairs = 10;
    private const int Banks = 32;

    /// <summary>The registers.</summary>
    public static IEnumerable<MsrName> Rows =>
    [
        .. Low, .. Protection, .. MemoryTypes(), .. MachineChecks(), .. Virtualization, .. Trace, .. Extended,
    ];

    private static MsrName[] Low =>
    [
        new(0x0, "P5_MC_ADDR"),
        new(0x1, "P5_MC_TYPE"),
        new(0x6, "MONITOR_FILTER_SIZE"),
        new(Msr.Tsc, "TSC", "TIME_STAMP_COUNTER"),
        new(Msr.PlatformId, "PLATFORM_ID"),
        new(Msr.ApicBase, "APIC_BASE"),
        new(0x1C, "USER_MSR_CTL"),
        new(0x2A, "EBL_CR_POWERON"),
        new(0x2C, "EBC_FREQUENCY_ID"),
        new(0x2F, "BARRIER"),
        new(0x33, "TEST_CTRL", "TEST_CTL"),
        new(0x34, "SMI_COUNT"),
        new(0x35, "CORE_THREAD_COUNT"),
        new(Msr.FeatureControl, "FEATURE_CONTROL", "FEAT_CTL"),
        new(Msr.TscAdjust, "TSC_ADJUST"),
        new(Msr.SpecCtrl, "SPEC_CTRL"),
        new(Msr.PredCmd, "PRED_CMD"),
        new(0x4E, "PPIN_CTL"),
        new(0x4F, "PPIN"),
        new(0x79, "UCODE_WRITE", "BIOS_UPDT_TRIG"),
        new(0x7A, "FEATURE_ACTIVATION"),
        new(0x7B, "MCU_ENUMERATION"),
        new(0x7C, "MCU_STATUS"),
        new(Msr.UcodeRev, "UCODE_REV", "BIOS_SIGN_ID", "AMD64_PATCH_LEVEL", "PATCH_LEVEL"),
        .. Family(0x8C, 1, 4, "SGXLEPUBKEYHASH{0}"),
        new(0x9B, "SMM_MONITOR_CTL"),
        new(0x9E, "SMBASE"),
        new(0xBC, "MISC_PACKAGE_CTLS"),
        new(0xBD, "XAPIC_DISABLE_STATUS"),
        new(0xCD, "FSB_FREQ"),
        new(0xCE, "PLATFORM_INFO"),
        new(0xCF, "CORE_CAPS", "CORE_CAPABILITIES"),
        new(0xE1, "UMWAIT_CONTROL"),
        new(0x119, "BBL_CR_CTL"),
        new(0x11E, "BBL_CR_CTL3"),
        new(0x13C, "FEATURE_CONFIG"),
        new(0x140, "MISC_FEATURES_ENABLES", "MISC_FEATURE_ENABLES"),
        new(Msr.SysenterCs, "SYSENTER_CS"),
        new(Msr.SysenterEsp, "SYSENTER_ESP"),
        new(Msr.SysenterEip, "SYSENTER_EIP"),
        new(Msr.MiscEnable, "MISC_ENABLE"),
        new(0x1A4, "MISC_FEATURE_CONTROL"),
        new(0x1D9, "DEBUGCTL", "DEBUGCTLMSR"),
        new(0x1DB, "LASTBRANCHFROMIP", "LASTBRANCH_FROM_IP"),
        new(0x1DC, "LASTBRANCHTOIP", "LASTBRANCH_TO_IP"),
        new(0x1DD, "LASTINTFROMIP", "LER_FROM_IP", "LER_FROM_LIP"),
        new(0x1DE, "LASTINTTOIP", "LER_TO_IP", "LER_TO_LIP"),
        new(0x1E0, "LER_INFO"),
        new(0x1F2, "SMRR_PHYSBASE", "SMRR_BASE"),
        new(0x1F3, "SMRR_PHYSMASK", "SMRR_MASK"),
        new(0x1F8, "PLATFORM_DCA_CAP"),
        new(0x1F9, "CPU_DCA_CAP"),
        new(0x1FA, "DCA_0_CAP"),
        new(0x2D9, "INTEGRITY_CAPS", "INTEGRITY_CAPABILITIES"),
        new(0x2E0, "NO_EVICT_MODE"),
        new(0xC80, "DEBUG_INTERFACE"),
    ];

    private static MsrName[] Protection =>
    [
        new(0x10A, "ARCH_CAPABILITIES"),
        new(Msr.FlushCmd, "FLUSH_CMD"),
        new(0x10F, "TSX_FORCE_ABORT"),
        new(0x122, "TSX_CTRL"),
        new(0x123, "MCU_OPT_CTRL"),
        new(0x1C4, "XFD"),
        new(0x1C5, "XFD_ERR"),
        new(0x1CC, "FRED_RSP0"),
        new(0x1CD, "FRED_RSP1"),
        new(0x1CE, "FRED_RSP2"),
        new(0x1CF, "FRED_RSP3"),
        new(0x1D0, "FRED_STKLVLS"),
        new(0x1D1, "FRED_SSP1"),
        new(0x1D2, "FRED_SSP2"),
        new(0x1D3, "FRED_SSP3"),
        new(0x1D4, "FRED_CONFIG"),
        new(0x6A0, "U_CET"),
        new(0x6A2, "S_CET"),
        .. Family(0x6A4, 1, 4, "PL{0}_SSP"),
        new(0x6A8, "INT_SSP_TAB", "INTERRUPT_SSP_TABLE_ADDR"),
        new(0x6E1, "PKRS"),
    ];

    private static IEnumerable<MsrName> MemoryTypes() =>
    [
        new(Msr.MtrrCap, "MTRRcap"),
        .. Family(Msr.MtrrPhysBase0, 2, (int)MtrrPairs, "MTRRphysBase{0}"),
        .. Family(Msr.MtrrPhysBase0 + 1, 2, (int)MtrrPairs, "MTRRphysMask{0}"),
        new(Msr.MtrrFix64K00000, "MTRRfix64K_00000"),
        new(Msr.MtrrFix16K80000, "MTRRfix16K_80000"),
        new(Msr.MtrrFix16KA0000, "MTRRfix16K_A0000"),
        .. from part in Enumerable.Range(0, (int)Msr.MtrrFix4KCount)
           select new MsrName(
               Msr.MtrrFix4KC0000 + (uint)part, $"MTRRfix4K_{"CDEF"[part / 2]}{"08"[part % 2]}000"),
        new(Msr.Pat, "PAT", "CR_PAT"),
        new(Msr.MtrrDefType, "MTRRdefType"),
    ];

    private static IEnumerable<MsrName> MachineChecks() =>
    [
        new(Msr.McgCap, "MCG_CAP"),
        new(Msr.McgStatus, "MCG_STATUS"),
        new(Msr.McgCtl, "MCG_CTL"),
        new(0x17F, "ERROR_CONTROL"),
        .. Family(0x280, 1, Banks, "MC{0}_CTL2"),
        .. Family(Msr.Mc0Ctl, Msr.McBankStride, Banks, "MC{0}_CTL"),
        .. Family(Msr.Mc0Ctl + 1, Msr.McBankStride, Banks, "MC{0}_STATUS"),
        .. Family(Msr.Mc0Ctl + 2, Msr.McBankStride, Banks, "MC{0}_ADDR"),
        .. Family(Msr.Mc0Ctl + 3, Msr.McBankStride, Banks, "MC{0}_MISC"),
        new(0x4D0, "MCG_EXT_CTL"),
    ];

    private static MsrName[] Virtualization =>
    [
        new(0x480, "VMX_BASIC"),
        new(0x481, "VMX_PINBASED_CTLS"),
        new(0x482, "VMX_PROCBASED_CTLS"),
        new(0x483, "VMX_EXIT_CTLS"),
        new(0x484, "VMX_ENTRY_CTLS"),
        new(0x485, "VMX_MISC"),
        new(0x486, "VMX_CR0_FIXED0"),
        new(0x487, "VMX_CR0_FIXED1"),
        new(0x488, "VMX_CR4_FIXED0"),
        new(0x489, "VMX_CR4_FIXED1"),
        new(0x48A, "VMX_VMCS_ENUM"),
        new(0x48B, "VMX_PROCBASED_CTLS2"),
        new(0x48C, "VMX_EPT_VPID_CAP"),
        new(0x48D, "VMX_TRUE_PINBASED_CTLS"),
        new(0x48E, "VMX_TRUE_PROCBASED_CTLS"),
        new(0x48F, "VMX_TRUE_EXIT_CTLS"),
        new(0x490, "VMX_TRUE_ENTRY_CTLS"),
        new(0x491, "VMX_VMFUNC"),
        new(0x492, "VMX_PROCBASED_CTLS3"),
        new(0x493, "VMX_EXIT_CTLS2"),
        new(0x500, "SGX_SVN_STATUS"),
    ];

    private static IEnumerable<MsrName> Trace =>
    [
        new(0x560, "RTIT_OUTPUT_BASE"),
        new(0x561, "RTIT_OUTPUT_MASK", "RTIT_OUTPUT_MASK_PTRS"),
        new(0x570, "RTIT_CTL"),
        new(0x571, "RTIT_STATUS"),
        new(0x572, "RTIT_CR3_MATCH"),
        .. Family(0x580, 2, 4, "RTIT_ADDR{0}_A"),
        .. Family(0x581, 2, 4, "RTIT_ADDR{0}_B"),
    ];

    private static MsrName[] Extended =>
    [
        new(0x195, "OVERCLOCKING_STATUS"),
        new(Msr.TscDeadline, "TSC_DEADLINE"),
        new(0x981, "TME_CAPABILITY"),
        new(0x982, "TME_ACTIVATE"),
        new(0x985, "UINTR_RR"),
        new(0x986, "UINTR_HANDLER"),
        new(0x987, "UINTR_STACKADJUST"),
        new(0x988, "UINTR_MISC"),
        new(0x989, "UINTR_PD"),
        new(0x98A, "UINTR_TT"),
        new(0xC81, "L3_QOS_CFG"),
        new(0xC82, "L2_QOS_CFG"),
        new(0xC8D, "QM_EVTSEL"),
        new(0xC8E, "QM_CTR"),
        new(0xC8F, "PQR_ASSOC"),
        .. Family(0xC90, 1, 16, "L3_CBM_BASE_{0}", "L3_MASK_{0}", "L3_QOS_MASK_{0}"),
        .. Family(0xD10, 1, 8, "L2_CBM_BASE_{0}", "L2_MASK_{0}", "L2_QOS_MASK_{0}"),
        .. Family(0xD50, 1, 8, "MBA_THRTL_BASE_{0}", "L2_QOS_EXT_BW_THRTL_{0}"),
        new(0xD90, "BNDCFGS"),
        new(0xD93, "PASID"),
        new(Msr.Xss, "XSS"),
        new(0x17D0, "HW_FEEDBACK_PTR"),
        new(0x17D1, "HW_FEEDBACK_CONFIG"),
        new(0x17D2, "THREAD_FEEDBACK_CHAR"),
        new(0x17D4, "HW_FEEDBACK_THREAD_CONFIG"),
        new(0x17DA, "HRESET_ENABLE"),
        new(Msr.Efer, "EFER"),
        new(Msr.Star, "STAR"),
        new(Msr.Lstar, "LSTAR"),
        new(Msr.Cstar, "CSTAR"),
        new(Msr.SyscallMask, "SYSCALL_MASK", "FMASK", "SFMASK", "SF_MASK"),
        new(Msr.FsBase, "FS_BASE"),
        new(Msr.GsBase, "GS_BASE"),
        new(Msr.KernelGsBase, "KERNEL_GS_BASE"),
        new(Msr.TscAux, "TSC_AUX"),
    ];
}
