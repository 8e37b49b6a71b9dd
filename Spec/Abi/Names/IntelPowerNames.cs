namespace MsrSpec.Spec.Abi.Names;

/// <summary>Registers of power, frequency and temperature (Intel SDM volume 4; <c>asm/msr-index.h</c>).</summary>
internal static class IntelPowerNames
{
    /// <summary>The registers.</summary>
    public static IEnumerable<MsrName> Rows => [.. Low, .. Idle, .. Energy, .. Limits, .. Requests];

    private static MsrName[] Low =>
    [
        new(0xE2, "PKG_CST_CONFIG_CONTROL"),
        new(0xE4, "PMG_IO_CAPTURE_BASE"),
        new(0xE7, "MPERF"),
        new(0xE8, "APERF"),
        new(0x198, "PERF_STATUS"),
        new(0x199, "PERF_CTL"),
        new(0x19A, "THERM_CONTROL", "CLOCK_MODULATION"),
        new(0x19B, "THERM_INTERRUPT"),
        new(0x19C, "THERM_STATUS"),
        new(0x19D, "THERM2_CTL"),
        new(0x1A2, "TEMPERATURE_TARGET"),
        new(0x1AA, "MISC_PWR_MGMT"),
        new(0x1AD, "TURBO_RATIO_LIMIT"),
        new(0x1AE, "TURBO_RATIO_LIMIT1"),
        new(0x1AF, "TURBO_RATIO_LIMIT2"),
        new(0x1B0, "ENERGY_PERF_BIAS"),
        new(0x1B1, "PACKAGE_THERM_STATUS"),
        new(0x1B2, "PACKAGE_THERM_INTERRUPT"),
        new(0x1FC, "POWER_CTL"),
    ];

    private static MsrName[] Idle =>
    [
        new(0x3F8, "PKG_C3_RESIDENCY"),
        new(0x3F9, "PKG_C6_RESIDENCY"),
        new(0x3FA, "PKG_C7_RESIDENCY", "ATOM_PKG_C6_RESIDENCY"),
        new(0x3FC, "CORE_C3_RESIDENCY"),
        new(0x3FD, "CORE_C6_RESIDENCY"),
        new(0x3FE, "CORE_C7_RESIDENCY"),
        new(0x3FF, "KNL_CORE_C6_RESIDENCY"),
        new(0x60A, "PKGC3_IRTL"),
        new(0x60B, "PKGC6_IRTL"),
        new(0x60C, "PKGC7_IRTL"),
        new(0x60D, "PKG_C2_RESIDENCY"),
        new(0x630, "PKG_C8_RESIDENCY"),
        new(0x631, "PKG_C9_RESIDENCY"),
        new(0x632, "PKG_C10_RESIDENCY"),
        new(0x633, "PKGC8_IRTL"),
        new(0x634, "PKGC9_IRTL"),
        new(0x635, "PKGC10_IRTL"),
        new(0x658, "PKG_WEIGHTED_CORE_C0_RES", "WEIGHTED_CORE_C0"),
        new(0x659, "PKG_ANY_CORE_C0_RES", "ANY_CORE_C0"),
        new(0x65A, "PKG_ANY_GFXE_C0_RES", "ANY_GFXE_C0"),
        new(0x65B, "PKG_BOTH_CORE_GFXE_C0_RES", "CORE_GFXE_OVERLAP_C0"),
        new(0x660, "CORE_C1_RES", "CORE_C1_RESIDENCY"),
        new(0x664, "MODULE_C6_RES_MS"),
        new(0x668, "CC6_DEMOTION_POLICY_CONFIG"),
        new(0x669, "MC6_DEMOTION_POLICY_CONFIG"),
    ];

    private static MsrName[] Energy =>
    [
        new(0x601, "VR_CURRENT_CONFIG"),
        new(0x606, "RAPL_POWER_UNIT"),
        new(0x610, "PKG_POWER_LIMIT"),
        new(0x611, "PKG_ENERGY_STATUS"),
        new(0x613, "PKG_PERF_STATUS"),
        new(0x614, "PKG_POWER_INFO"),
        new(0x618, "DRAM_POWER_LIMIT"),
        new(0x619, "DRAM_ENERGY_STATUS"),
        new(0x61B, "DRAM_PERF_STATUS"),
        new(0x61C, "DRAM_POWER_INFO"),
        new(0x620, "UNCORE_RATIO_LIMIT"),
        new(0x621, "UNCORE_PERF_STATUS"),
        new(0x638, "PP0_POWER_LIMIT"),
        new(0x639, "PP0_ENERGY_STATUS"),
        new(0x63A, "PP0_POLICY"),
        new(0x63B, "PP0_PERF_STATUS"),
        new(0x640, "PP1_POWER_LIMIT"),
        new(0x641, "PP1_ENERGY_STATUS"),
        new(0x642, "PP1_POLICY"),
        new(0x64D, "PLATFORM_ENERGY_STATUS", "PLATFORM_ENERGY_COUNTER"),
        new(0x65C, "PLATFORM_POWER_LIMIT"),
    ];

    private static MsrName[] Limits =>
    [
        new(0x648, "CONFIG_TDP_NOMINAL"),
        new(0x649, "CONFIG_TDP_LEVEL_1"),
        new(0x64A, "CONFIG_TDP_LEVEL_2"),
        new(0x64B, "CONFIG_TDP_CONTROL"),
        new(0x64C, "TURBO_ACTIVATION_RATIO"),
        new(0x64E, "PPERF"),
        new(0x64F, "PERF_LIMIT_REASONS"),
        new(0x650, "SECONDARY_TURBO_RATIO_LIMIT"),
        new(0x66A, "ATOM_CORE_RATIOS"),
        new(0x66B, "ATOM_CORE_VIDS"),
        new(0x66C, "ATOM_CORE_TURBO_RATIOS"),
        new(0x66D, "ATOM_CORE_TURBO_VIDS"),
        new(0x690, "CORE_PERF_LIMIT_REASONS"),
        new(0x6B0, "GFX_PERF_LIMIT_REASONS", "GRAPHICS_PERF_LIMIT_REASONS"),
        new(0x6B1, "RING_PERF_LIMIT_REASONS"),
    ];

    private static MsrName[] Requests =>
    [
        new(0x770, "PM_ENABLE"),
        new(0x771, "HWP_CAPABILITIES"),
        new(0x772, "HWP_REQUEST_PKG"),
        new(0x773, "HWP_INTERRUPT"),
        new(0x774, "HWP_REQUEST"),
        new(0x775, "PECI_HWP_REQUEST_INFO"),
        new(0x776, "HWP_CTL"),
        new(0x777, "HWP_STATUS"),
        new(0xDB0, "PKG_HDC_CTL"),
        new(0xDB1, "PM_CTL1"),
        new(0xDB2, "THREAD_STALL"),
    ];
}
