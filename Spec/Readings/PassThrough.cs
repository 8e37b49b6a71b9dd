namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 17: whether the hardware keeps an MSR away from the guest that it usually passes through, once the list
/// denies it ("KVM: x86: VMX: Prevent MSR passthrough when MSR access is denied", September 2020).
/// </summary>
public enum PassThrough
{
    /// <summary>It does: the interception of such an MSR follows the list.</summary>
    FollowsTheList,

    /// <summary>It does not: the guest has these MSRs, whatever the list says.</summary>
    IgnoresTheList,
}
