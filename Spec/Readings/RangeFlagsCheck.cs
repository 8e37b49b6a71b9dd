namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 14: when the flags of a filter's range are judged ("KVM: x86: Hoist input checks in kvm_add_msr_filter()",
/// May 2021).
/// </summary>
public enum RangeFlagsCheck
{
    /// <summary>Before its bitmap is copied.</summary>
    BeforeTheCopy,

    /// <summary>When its bitmap has been copied.</summary>
    BehindTheCopy,
}
