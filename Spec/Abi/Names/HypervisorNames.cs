using static MsrSpec.Spec.Abi.Names.MsrName;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>Registers that no processor has: those that hypervisors make up.</summary>
internal static class HypervisorNames
{
    /// <summary>KVM's (<c>asm/kvm_para.h</c>).</summary>
    public static IEnumerable<MsrName> OfKvm =>
    [
        new(0x11, "KVM_WALL_CLOCK"),
        new(0x12, "KVM_SYSTEM_TIME"),
        new(0x4B564D00, "KVM_WALL_CLOCK_NEW"),
        new(0x4B564D01, "KVM_SYSTEM_TIME_NEW"),
        new(0x4B564D02, "KVM_ASYNC_PF_EN"),
        new(0x4B564D03, "KVM_STEAL_TIME"),
        new(0x4B564D04, "KVM_PV_EOI_EN", "KVM_EOI_EN"),
        new(0x4B564D05, "KVM_POLL_CONTROL"),
        new(0x4B564D06, "KVM_ASYNC_PF_INT"),
        new(0x4B564D07, "KVM_ASYNC_PF_ACK"),
        new(0x4B564D08, "KVM_MIGRATION_CONTROL"),
        new(0x4B564DFF, "KVM_INTERNAL_GUEST_SSP"),
    ];

    /// <summary>Those of Hyper-V (the functional specification, whose names they have).</summary>
    public static IEnumerable<MsrName> OfHyperV =>
        from name in HyperV
        select name with { Others = [name.Name.Replace("_X64_MSR_", "_", StringComparison.Ordinal), .. name.Others] };

    /// <summary>
    /// Those of Xen: the page of hypercalls, where its CPUID leaf says so, which is behind the indices of Hyper-V if
    /// the guest is shown both.
    /// </summary>
    public static IEnumerable<MsrName> OfXen =>
    [
        new(0x40000000, "XEN_HYPERCALL"),
        new(0x40000200, "XEN_HYPERCALL_VIRIDIAN"),
    ];

    private static IEnumerable<MsrName> HyperV =>
    [
        new(0x40000000, "HV_X64_MSR_GUEST_OS_ID"),
        new(0x40000001, "HV_X64_MSR_HYPERCALL"),
        new(0x40000002, "HV_X64_MSR_VP_INDEX"),
        new(0x40000003, "HV_X64_MSR_RESET"),
        new(0x40000010, "HV_X64_MSR_VP_RUNTIME"),
        new(0x40000020, "HV_X64_MSR_TIME_REF_COUNT"),
        new(0x40000021, "HV_X64_MSR_REFERENCE_TSC"),
        new(0x40000022, "HV_X64_MSR_TSC_FREQUENCY"),
        new(0x40000023, "HV_X64_MSR_APIC_FREQUENCY"),
        new(0x40000040, "HV_X64_MSR_NPIEP_CONFIG"),
        new(0x40000070, "HV_X64_MSR_EOI"),
        new(0x40000071, "HV_X64_MSR_ICR"),
        new(0x40000072, "HV_X64_MSR_TPR"),
        new(0x40000073, "HV_X64_MSR_VP_ASSIST_PAGE", "HV_X64_MSR_APIC_ASSIST_PAGE"),
        new(0x40000080, "HV_X64_MSR_SCONTROL"),
        new(0x40000081, "HV_X64_MSR_SVERSION"),
        new(0x40000082, "HV_X64_MSR_SIEFP"),
        new(0x40000083, "HV_X64_MSR_SIMP"),
        new(0x40000084, "HV_X64_MSR_EOM"),
        .. Family(0x40000090, 1, 16, "HV_X64_MSR_SINT{0}"),
        .. Family(0x400000B0, 2, 4, "HV_X64_MSR_STIMER{0}_CONFIG"),
        .. Family(0x400000B1, 2, 4, "HV_X64_MSR_STIMER{0}_COUNT"),
        new(0x400000C1, "HV_X64_MSR_POWER_STATE_CONFIG_C1"),
        new(0x400000C2, "HV_X64_MSR_POWER_STATE_TRIGGER_C1"),
        new(0x400000C3, "HV_X64_MSR_POWER_STATE_CONFIG_C2"),
        new(0x400000C4, "HV_X64_MSR_POWER_STATE_TRIGGER_C2"),
        new(0x400000C5, "HV_X64_MSR_POWER_STATE_CONFIG_C3"),
        new(0x400000C6, "HV_X64_MSR_POWER_STATE_TRIGGER_C3"),
        new(0x400000E0, "HV_X64_MSR_STATS_PARTITION_RETAIL_PAGE"),
        new(0x400000E1, "HV_X64_MSR_STATS_PARTITION_INTERNAL_PAGE"),
        new(0x400000E2, "HV_X64_MSR_STATS_VP_RETAIL_PAGE"),
        new(0x400000E3, "HV_X64_MSR_STATS_VP_INTERNAL_PAGE"),
        new(0x400000F0, "HV_X64_MSR_GUEST_IDLE"),
        new(0x400000F1, "HV_X64_MSR_SYNDBG_CONTROL", "HV_X64_MSR_SYNTH_DEBUG_CONTROL"),
        new(0x400000F2, "HV_X64_MSR_SYNDBG_STATUS", "HV_X64_MSR_SYNTH_DEBUG_STATUS"),
        new(0x400000F3, "HV_X64_MSR_SYNDBG_SEND_BUFFER", "HV_X64_MSR_SYNTH_DEBUG_SEND_BUFFER"),
        new(0x400000F4, "HV_X64_MSR_SYNDBG_RECV_BUFFER", "HV_X64_MSR_SYNTH_DEBUG_RECEIVE_BUFFER"),
        new(0x400000F5, "HV_X64_MSR_SYNDBG_PENDING_BUFFER", "HV_X64_MSR_SYNTH_DEBUG_PENDING_BUFFER"),
        new(0x400000FF, "HV_X64_MSR_SYNDBG_OPTIONS"),
        .. Family(0x40000100, 1, 5, "HV_X64_MSR_CRASH_P{0}"),
        new(0x40000105, "HV_X64_MSR_CRASH_CTL"),
        new(0x40000106, "HV_X64_MSR_REENLIGHTENMENT_CONTROL"),
        new(0x40000107, "HV_X64_MSR_TSC_EMULATION_CONTROL"),
        new(0x40000108, "HV_X64_MSR_TSC_EMULATION_STATUS"),
        new(0x40000114, "HV_X64_MSR_STIME_UNHALTED_TIMER_CONFIG"),
        new(0x40000115, "HV_X64_MSR_STIME_UNHALTED_TIMER_COUNT"),
        new(0x40000118, "HV_X64_MSR_TSC_INVARIANT_CONTROL"),
        new(0x40001002, "HV_X64_MSR_NESTED_VP_INDEX"),
        new(0x40001080, "HV_X64_MSR_NESTED_SCONTROL"),
        new(0x40001081, "HV_X64_MSR_NESTED_SVERSION"),
        new(0x40001082, "HV_X64_MSR_NESTED_SIEFP"),
        new(0x40001083, "HV_X64_MSR_NESTED_SIMP"),
        new(0x40001084, "HV_X64_MSR_NESTED_EOM"),
        .. Family(0x40001090, 1, 16, "HV_X64_MSR_NESTED_SINT{0}"),
    ];
}
