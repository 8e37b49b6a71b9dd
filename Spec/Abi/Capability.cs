namespace MsrSpec.Spec.Abi;

/// <summary>The capability numbers of the posted series (<c>include/uapi/linux/kvm.h</c> as patched).</summary>
public static class Capability
{
    /// <summary><c>KVM_CAP_X86_USER_SPACE_MSR</c>: deflect failing guest MSR accesses to user space.</summary>
    public const uint UserSpaceMsr = 184;

    /// <summary><c>KVM_CAP_ADD_MSR_ALLOWLIST</c>: the VM takes <see cref="Ioctl.AddMsrAllowlist"/>.</summary>
    public const uint AddMsrAllowlist = 185;
}
