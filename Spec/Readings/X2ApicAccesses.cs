namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 11: whether a filter decides accesses to the registers of the x2APIC ("KVM: VMX: Ignore userspace MSR
/// filters for x2APIC", October 2020).
/// </summary>
public enum X2ApicAccesses
{
    /// <summary>It does not: they are allowed, whatever it says.</summary>
    Exempt,

    /// <summary>It does, as any other.</summary>
    Filtered,
}
