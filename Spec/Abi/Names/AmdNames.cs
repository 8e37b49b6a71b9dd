using static MsrSpec.Spec.Abi.Names.MsrName;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>
/// Registers of AMD's processors (APM volume 2, appendix A; processor programming references;
/// <c>asm/msr-index.h</c>).
/// </summary>
internal static class AmdNames
{
    /// <summary>The registers.</summary>
    public static IEnumerable<MsrName> Rows => [.. Extended, .. System, .. Counting, .. Configuration, .. Sampling];

    private static IEnumerable<MsrName> Extended =>
    [
        new(0xC0000085, "K6_UWCCR"),
        new(0xC0000086, "K6_EPMR"),
        new(0xC0000087, "K6_PSOR"),
        new(0xC0000088, "K6_PFIR"),
        new(0xC00000E7, "MPERF_RDONLY", "MPERF_READONLY"),
        new(0xC00000E8, "APERF_RDONLY", "APERF_READONLY"),
        new(0xC00000E9, "F17H_IRPERF", "IRPERF", "IRPERFCOUNT"),
        new(0xC0000104, "AMD64_TSC_RATIO", "TSC_RATIO"),
        new(0xC0000108, "AMD_PREFETCH_CONTROL", "PREFETCH_CONTROL"),
        new(0xC000010E, "AMD64_LBR_SELECT"),
        new(0xC000010F, "AMD_DBG_EXTN_CFG", "DBG_EXTN_CFG"),
        new(0xC0000300, "AMD64_PERF_CNTR_GLOBAL_STATUS", "PERF_CNTR_GLOBAL_STATUS"),
        new(0xC0000301, "AMD64_PERF_CNTR_GLOBAL_CTL", "PERF_CNTR_GLOBAL_CTL"),
        new(0xC0000302, "AMD64_PERF_CNTR_GLOBAL_STATUS_CLR", "PERF_CNTR_GLOBAL_STATUS_CLR"),
        new(0xC0000303, "AMD64_PERF_CNTR_GLOBAL_STATUS_SET", "PERF_CNTR_GLOBAL_STATUS_SET"),
        new(0xC0000408, "AMD64_MC4_MISC1", "MC4_MISC1"),
        .. Family(0xC0002000, 0x10, 32, "AMD64_SMCA_MC{0}_CTL", "SMCA_MC{0}_CTL"),
        .. Family(0xC0002001, 0x10, 32, "AMD64_SMCA_MC{0}_STATUS", "SMCA_MC{0}_STATUS"),
        .. Family(0xC0002002, 0x10, 32, "AMD64_SMCA_MC{0}_ADDR", "SMCA_MC{0}_ADDR"),
        .. Family(0xC0002003, 0x10, 32, "AMD64_SMCA_MC{0}_MISC0", "SMCA_MC{0}_MISC0"),
        .. Family(0xC0002004, 0x10, 32, "AMD64_SMCA_MC{0}_CONFIG", "SMCA_MC{0}_CONFIG"),
        .. Family(0xC0002005, 0x10, 32, "AMD64_SMCA_MC{0}_IPID", "SMCA_MC{0}_IPID"),
        .. Family(0xC0002006, 0x10, 32, "AMD64_SMCA_MC{0}_SYND", "SMCA_MC{0}_SYND"),
    ];

    private static IEnumerable<MsrName> System =>
    [
        new(0xC0010010, "AMD64_SYSCFG", "SYSCFG", "SYS_CFG", "K8_SYSCFG"),
        new(0xC0010015, "K7_HWCR", "HWCR"),
        .. Family(0xC0010016, 2, 2, "IORRBASE{0}"),
        .. Family(0xC0010017, 2, 2, "IORRMASK{0}"),
        new(0xC001001A, "K8_TOP_MEM1", "TOP_MEM"),
        new(0xC001001B, "K7_CLK_CTL"),
        new(0xC001001D, "K8_TOP_MEM2", "TOM2", "TOP_MEM2"),
        new(0xC001001F, "AMD64_NB_CFG", "NB_CFG"),
        new(0xC0010020, "AMD64_PATCH_LOADER", "PATCH_LOADER"),
        new(0xC0010022, "MC_EXP_REDIR", "MCA_EXCEPTION_REDIRECTION"),
        .. Family(0xC0010030, 1, 6, "PROC_NAME_STRING{0}"),
        new(0xC0010041, "K7_FID_VID_CTL"),
        new(0xC0010042, "K7_FID_VID_STATUS"),
        .. Family(0xC0010044, 1, 7, "AMD64_MC{0}_MASK"),
        .. Family(0xC0010050, 1, 4, "SMI_ON_IO_TRAP_{0}"),
        new(0xC0010054, "SMI_ON_IO_TRAP_CTL_STS"),
        new(0xC0010055, "K8_INT_PENDING_MSG"),
        new(0xC0010056, "SMI_TRIGGER_IO_CYCLE"),
        new(0xC0010058, "FAM10H_MMIO_CONF_BASE", "MMIO_CFG_BASE_ADDR"),
        new(0xC0010061, "AMD_PSTATE_CUR_LIMIT", "PSTATE_CUR_LIMIT"),
        new(0xC0010062, "AMD_PERF_CTL", "PSTATE_CTL"),
        new(0xC0010063, "AMD_PERF_STATUS", "PSTATE_STATUS"),
        .. Family(0xC0010064, 1, 8, "AMD_PSTATE_DEF{0}", "PSTATE_DEF{0}"),
        new(0xC0010070, "COFVID_CONTROL"),
        new(0xC0010071, "COFVID_STATUS"),
        new(0xC0010073, "CSTATE_BASE_ADDR"),
        new(0xC0010074, "CPU_WDT_CFG"),
        new(0xC001007A, "F15H_CU_PWR_ACCUMULATOR"),
        new(0xC001007B, "F15H_CU_MAX_PWR_ACCUMULATOR"),
        new(0xC0010111, "AMD_SMM_BASE", "SMM_BASE"),
        new(0xC0010112, "K8_TSEG_ADDR", "TSEG_ADDR", "SMM_ADDR"),
        new(0xC0010113, "K8_TSEG_MASK", "TSEG_MASK", "SMM_MASK"),
        new(0xC0010114, "VM_CR"),
        new(0xC0010115, "VM_IGNNE"),
        new(0xC0010116, "SMM_CTL"),
        new(0xC0010117, "VM_HSAVE_PA"),
        new(0xC0010118, "SVM_LOCK_KEY", "SVM_KEY"),
        new(0xC0010119, "SMM_KEY"),
        new(0xC001011A, "LOCAL_SMI_STATUS"),
        new(0xC001011B, "AMD64_SVM_AVIC_DOORBELL", "AVIC_DOORBELL"),
        new(0xC001011E, "AMD64_VM_PAGE_FLUSH", "VM_PAGE_FLUSH"),
        new(0xC001011F, "AMD64_VIRT_SPEC_CTRL", "VIRT_SPEC_CTRL"),
        new(0xC0010130, "AMD64_SEV_ES_GHCB", "GHCB", "SEV_ES_GHCB"),
        new(0xC0010131, "AMD64_SEV", "SEV_STATUS"),
        new(0xC0010132, "AMD64_RMP_BASE", "RMP_BASE"),
        new(0xC0010133, "AMD64_RMP_END", "RMP_END"),
        new(0xC0010134, "AMD64_GUEST_TSC_FREQ", "GUEST_TSC_FREQ"),
        new(0xC0010140, "AMD64_OSVW_ID_LENGTH", "OSVW_ID_LENGTH"),
        new(0xC0010141, "AMD64_OSVW_STATUS", "OSVW_STATUS"),
    ];

    private static IEnumerable<MsrName> Counting =>
    [
        .. Family(0xC0010000, 1, 4, "K7_EVNTSEL{0}"),
        .. Family(0xC0010004, 1, 4, "K7_PERFCTR{0}"),
        .. Family(0xC0010200, 2, 6, "F15H_PERF_CTL{0}"),
        .. Family(0xC0010201, 2, 6, "F15H_PERF_CTR{0}"),
        .. Family(0xC0010230, 2, 6, "F16H_L2I_PERF_CTL{0}", "L2I_PERF_CTL{0}", "CHL3_PMC_CFG{0}"),
        .. Family(0xC0010231, 2, 6, "F16H_L2I_PERF_CTR{0}", "L2I_PERF_CTR{0}", "CHL3_PMC{0}"),
        .. Family(0xC0010240, 2, 4, "F15H_NB_PERF_CTL{0}", "NB_PERF_CTL{0}", "DF_PERF_CTL{0}"),
        .. Family(0xC0010241, 2, 4, "F15H_NB_PERF_CTR{0}", "NB_PERF_CTR{0}", "DF_PERF_CTR{0}"),
        new(0xC0010280, "F15H_PTSC", "PTSC"),
        new(0xC0010290, "AMD_PSTATE_HW_STATUS", "PSTATE_HW_STATUS"),
        new(0xC0010292, "AMD_PKG_PSTATE_STATUS"),
        new(0xC0010294, "AMD_CSTATE_POLICY", "CSTATE_POLICY"),
        new(0xC0010296, "AMD_CSTATE_CONFIG", "CSTATE_CONFIG"),
        new(0xC0010299, "AMD_RAPL_POWER_UNIT"),
        new(0xC001029A, "AMD_CORE_ENERGY_STATUS"),
        new(0xC001029B, "AMD_PKG_ENERGY_STATUS"),
        new(0xC00102B0, "AMD_CPPC_CAP1", "CPPC_CAPABILITY_1"),
        new(0xC00102B1, "AMD_CPPC_ENABLE", "CPPC_ENABLE"),
        new(0xC00102B2, "AMD_CPPC_CAP2", "CPPC_CAPABILITY_2"),
        new(0xC00102B3, "AMD_CPPC_REQ", "CPPC_REQUEST"),
        new(0xC00102B4, "AMD_CPPC_STATUS", "CPPC_STATUS"),
        new(0xC00102F0, "AMD_PPIN_CTL"),
        new(0xC00102F1, "AMD_PPIN"),
    ];

    private static MsrName[] Configuration =>
    [
        new(0xC0011000, "AMD_MCA_CTL_EXT"),
        new(0xC0011004, "AMD64_CPUID_FN_1"),
        new(0xC001100C, "FAM10H_NODE_ID", "NODE_ID"),
        new(0xC0011019, "F16H_DR1_ADDR_MASK", "DR1_ADDR_MASK"),
        new(0xC001101A, "F16H_DR2_ADDR_MASK", "DR2_ADDR_MASK"),
        new(0xC001101B, "F16H_DR3_ADDR_MASK", "DR3_ADDR_MASK"),
        new(0xC0011020, "AMD64_LS_CFG", "LS_CFG"),
        new(0xC0011021, "F15H_IC_CFG", "IC_CFG"),
        new(0xC0011022, "AMD64_DC_CFG", "DC_CFG"),
        new(0xC0011023, "AMD64_TW_CFG", "TW_CFG", "BU_CFG"),
        new(0xC0011027, "F16H_DR0_ADDR_MASK", "DR0_ADDR_MASK"),
        new(0xC0011029, "AMD64_DE_CFG", "DE_CFG"),
        new(0xC001102A, "AMD64_BU_CFG2", "BU_CFG2", "CU_CFG2"),
        new(0xC001102C, "F15H_EX_CFG", "EX_CFG"),
        new(0xC001102E, "ZEN4_BP_CFG", "BP_CFG"),
        new(0xC00110E3, "ZEN2_SPECTRAL_CHICKEN"),
    ];

    private static MsrName[] Sampling =>
    [
        new(0xC0010300, "AMD_SAMP_BR_FROM", "SAMP_BR_FROM"),
        new(0xC0011030, "AMD64_IBSFETCHCTL", "IBS_FETCH_CTL"),
        new(0xC0011031, "AMD64_IBSFETCHLINAD", "IBS_FETCH_LINADDR"),
        new(0xC0011032, "AMD64_IBSFETCHPHYSAD", "IBS_FETCH_PHYSADDR"),
        new(0xC0011033, "AMD64_IBSOPCTL", "IBS_OP_CTL"),
        new(0xC0011034, "AMD64_IBSOPRIP", "IBS_OP_RIP"),
        new(0xC0011035, "AMD64_IBSOPDATA", "IBS_OP_DATA"),
        new(0xC0011036, "AMD64_IBSOPDATA2", "IBS_OP_DATA2"),
        new(0xC0011037, "AMD64_IBSOPDATA3", "IBS_OP_DATA3"),
        new(0xC0011038, "AMD64_IBSDCLINAD", "IBS_DC_LINADDR"),
        new(0xC0011039, "AMD64_IBSDCPHYSAD", "IBS_DC_PHYSADDR"),
        new(0xC001103A, "AMD64_IBSCTL", "IBS_CTL"),
        new(0xC001103B, "AMD64_IBSBRTARGET", "BP_IBSTGT_RIP"),
        new(0xC001103C, "AMD64_ICIBSEXTDCTL", "IC_IBS_EXTD_CTL"),
        new(0xC001103D, "AMD64_IBSOPDATA4", "IBS_OP_DATA4"),
        new(0xC001F000, "SVSM_CAA"),
    ];
}
