namespace MsrSpec.Spec.Abi;

/// <summary>
/// Why an access leaves to user space (<c>kvm_run.msr.reason</c>), and which failures do
/// (<c>KVM_CAP_X86_USER_SPACE_MSR</c>, first argument). The posted series knows no reasons.
/// </summary>
[Flags]
public enum MsrExitReasons : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The register does not take the access (<c>KVM_MSR_EXIT_REASON_INVAL</c>).</summary>
    Invalid = 1,

    /// <summary>The processor does not have the register (<c>KVM_MSR_EXIT_REASON_UNKNOWN</c>).</summary>
    Unknown = 2,

    /// <summary>The filter denies the access (<c>KVM_MSR_EXIT_REASON_FILTER</c>).</summary>
    Filter = 4,

    /// <summary>Every bit that has a meaning.</summary>
    All = Invalid | Unknown | Filter,
}
