namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 12: what becomes of a filter that denies by default and has no range ("KVM: VMX: Forbid userspace MSR
/// filters for x2APIC", October 2020).
/// </summary>
public enum DenyingNothing
{
    /// <summary>Refused with EINVAL.</summary>
    Refused,

    /// <summary>Accepted: a filter without a range is none, and everything is allowed.</summary>
    AllowsAll,
}
