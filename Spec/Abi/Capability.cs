namespace MsrSpec.Spec.Abi;

/// <summary>
/// Capability numbers: those of the posted series (<c>include/uapi/linux/kvm.h</c> as patched), and what Linux has.
/// </summary>
public static class Capability
{
    /// <summary><c>KVM_CAP_X86_USER_SPACE_MSR</c>: deflect failing guest MSR accesses to user space.</summary>
    public const uint UserSpaceMsr = 184;

    /// <summary><c>KVM_CAP_ADD_MSR_ALLOWLIST</c>: the VM takes <see cref="Ioctl.AddMsrAllowlist"/>.</summary>
    public const uint AddMsrAllowlist = 185;

    /// <summary>
    /// <c>KVM_CAP_X86_USER_SPACE_MSR</c> in Linux: the reasons for which accesses leave to user space.
    /// </summary>
    public const uint LinuxUserSpaceMsr = 188;

    /// <summary><c>KVM_CAP_X86_MSR_FILTER</c> in Linux: the VM takes <see cref="Ioctl.SetMsrFilter"/>.</summary>
    public const uint LinuxMsrFilter = 189;
}
