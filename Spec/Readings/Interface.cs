namespace MsrSpec.Spec.Readings;

/// <summary>Reading 10: which interface the kernel has; the ioctl of the other is unknown to it.</summary>
public enum Interface
{
    /// <summary><c>KVM_ADD_MSR_ALLOWLIST</c>, as posted in July 2020.</summary>
    Allowlist,

    /// <summary><c>KVM_X86_SET_MSR_FILTER</c>, as merged in its place.</summary>
    Filter,
}
