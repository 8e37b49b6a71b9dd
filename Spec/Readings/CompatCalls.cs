namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 16: whether a 32-bit caller's ioctl is known to a 64-bit kernel ("KVM: x86: Add compat handler for
/// KVM_X86_SET_MSR_FILTER", October 2022).
/// </summary>
public enum CompatCalls
{
    /// <summary>It is.</summary>
    Known,

    /// <summary>It is not: ENOTTY.</summary>
    Unknown,
}
