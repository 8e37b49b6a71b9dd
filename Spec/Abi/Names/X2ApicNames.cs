using static MsrSpec.Spec.Abi.Names.MsrName;

namespace MsrSpec.Spec.Abi.Names;

/// <summary>Registers of the local APIC in x2APIC mode (Intel SDM volume 3, table of its address space).</summary>
internal static class X2ApicNames
{
    private const uint First = Msr.X2ApicFirst;

    /// <summary>The registers.</summary>
    public static IEnumerable<MsrName> Rows =>
    [
        new(First + 0x02, "X2APIC_APICID"),
        new(First + 0x03, "X2APIC_VERSION"),
        new(First + 0x08, "X2APIC_TPR"),
        new(First + 0x0A, "X2APIC_PPR"),
        new(First + 0x0B, "X2APIC_EOI"),
        new(First + 0x0D, "X2APIC_LDR"),
        new(First + 0x0F, "X2APIC_SIVR", "X2APIC_SVR"),
        .. Family(First + 0x10, 1, 8, "X2APIC_ISR{0}"),
        .. Family(First + 0x18, 1, 8, "X2APIC_TMR{0}"),
        .. Family(First + 0x20, 1, 8, "X2APIC_IRR{0}"),
        new(First + 0x28, "X2APIC_ESR"),
        new(First + 0x2F, "X2APIC_LVT_CMCI"),
        new(First + 0x30, "X2APIC_ICR"),
        new(First + 0x32, "X2APIC_LVT_TIMER"),
        new(First + 0x33, "X2APIC_LVT_THERMAL"),
        new(First + 0x34, "X2APIC_LVT_PMI"),
        new(First + 0x35, "X2APIC_LVT_LINT0"),
        new(First + 0x36, "X2APIC_LVT_LINT1"),
        new(First + 0x37, "X2APIC_LVT_ERROR"),
        new(First + 0x38, "X2APIC_INIT_COUNT", "X2APIC_TMICT"),
        new(First + 0x39, "X2APIC_CUR_COUNT", "X2APIC_TMCCT"),
        new(First + 0x3E, "X2APIC_DIV_CONF", "X2APIC_TDCR"),
        new(First + 0x3F, "X2APIC_SELF_IPI"),
    ];
}
