using static MsrSpec.Spec.Abi.Names.MsrName;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>
/// Registers of performance monitoring and of last branches (Intel SDM volumes 3 and 4; <c>asm/msr-index.h</c>; for
/// Knights Landing outside of the cores <c>events/intel/uncore_snbep.c</c>).
/// </summary>
internal static class IntelPerformanceNames
{
    private const int Counters = 8;
    private const int Branches = 32;
    private const int CachingAgents = 38;
    private const uint AgentStride = 12;
    private const uint AgentBase = 0xE00;

    /// <summary>The registers.</summary>
    public static IEnumerable<MsrName> Rows => [.. Counting, .. LastBranches, .. CachingAgent];

    /// <summary>
    /// <c>PMC0</c> is 0xC1 in the manual and 0x4C1 in Linux, so it is a spelling of both, and names neither.
    /// </summary>
    private static IEnumerable<MsrName> Counting =>
    [
        .. Family(0xC1, 1, Counters, "PERFCTR{0}", "P6_PERFCTR{0}", "PMC{0}"),
        .. Family(0x4C1, 1, Counters, "A_PMC{0}", "PMC{0}"),
        .. Family(0x186, 1, Counters, "PERFEVTSEL{0}", "EVNTSEL{0}", "P6_EVNTSEL{0}"),
        new(0x1A6, "OFFCORE_RSP_0"),
        new(0x1A7, "OFFCORE_RSP_1"),
        .. Family(0x309, 1, 4, "CORE_PERF_FIXED_CTR{0}", "FIXED_CTR{0}"),
        new(0x329, "PERF_METRICS"),
        new(0x345, "PERF_CAPABILITIES"),
        new(0x38D, "CORE_PERF_FIXED_CTR_CTRL", "FIXED_CTR_CTRL"),
        new(0x38E, "CORE_PERF_GLOBAL_STATUS", "PERF_GLOBAL_STATUS"),
        new(0x38F, "CORE_PERF_GLOBAL_CTRL", "PERF_GLOBAL_CTRL"),
        new(0x390, "CORE_PERF_GLOBAL_OVF_CTRL", "PERF_GLOBAL_OVF_CTRL", "PERF_GLOBAL_STATUS_RESET"),
        new(0x391, "PERF_GLOBAL_STATUS_SET"),
        new(0x392, "PERF_GLOBAL_INUSE"),
        new(0x3F1, "PEBS_ENABLE"),
        new(0x3F2, "PEBS_DATA_CFG"),
        new(0x3F6, "PEBS_LD_LAT_THRESHOLD", "PEBS_LD_LAT"),
        new(0x3F7, "PEBS_FRONTEND"),
        new(0x600, "DS_AREA"),
        new(0x1309, "RELOAD_FIXED_CTR0"),
        .. Family(0x14C1, 1, Counters, "RELOAD_PMC{0}"),
    ];

    /// <summary><c>LASTBRANCH_0_FROM_IP</c> stands in the manual for the older ones and for the newer ones.</summary>
    private static IEnumerable<MsrName> LastBranches =>
    [
        .. Family(0x40, 1, 8, "LBR_CORE_FROM_{0}", "LASTBRANCH_{0}_FROM_IP"),
        .. Family(0x60, 1, 8, "LBR_CORE_TO_{0}", "LASTBRANCH_{0}_TO_IP"),
        new(0x1C8, "LBR_SELECT"),
        new(0x1C9, "LBR_TOS", "LASTBRANCH_TOS"),
        .. Family(0x680, 1, Branches, "LBR_NHM_FROM_{0}", "LASTBRANCH_{0}_FROM_IP"),
        .. Family(0x6C0, 1, Branches, "LBR_NHM_TO_{0}", "LASTBRANCH_{0}_TO_IP"),
        .. Family(0xDC0, 1, Branches, "LBR_INFO_{0}"),
        .. Family(0x1200, 1, Branches, "ARCH_LBR_INFO_{0}"),
        new(0x14CE, "ARCH_LBR_CTL", "LBR_CTL"),
        new(0x14CF, "ARCH_LBR_DEPTH", "LBR_DEPTH"),
        .. Family(0x1500, 1, Branches, "ARCH_LBR_FROM_{0}", "LBR_{0}_FROM_IP"),
        .. Family(0x1600, 1, Branches, "ARCH_LBR_TO_{0}", "LBR_{0}_TO_IP"),
    ];

    /// <summary>Twelve registers for each of the caching agents of Knights Landing.</summary>
    private static IEnumerable<MsrName> CachingAgent =>
    [
        .. OfAgents(0, "BOX_CTL"),
        .. OfAgents(1, "CTL0"),
        .. OfAgents(2, "CTL1"),
        .. OfAgents(3, "CTL2"),
        .. OfAgents(4, "CTL3"),
        .. OfAgents(5, "BOX_FILTER0"),
        .. OfAgents(6, "BOX_FILTER1"),
        .. OfAgents(7, "BOX_STATUS"),
        .. OfAgents(8, "CTR0"),
        .. OfAgents(9, "CTR1"),
        .. OfAgents(10, "CTR2"),
        .. OfAgents(11, "CTR3"),
    ];

    private static IEnumerable<MsrName> OfAgents(uint offset, string role) =>
        Family(AgentBase + offset, AgentStride, CachingAgents, "KNL_CHA{0}_PMON_" + role);
}
