namespace MsrSpec.Spec.Abi;

/// <summary>
/// Ioctl numbers of KVM and their encoding: direction, size of the fixed part of the argument, type and number
/// (<c>include/uapi/asm-generic/ioctl.h</c>). A flexible tail does not count towards the size.
/// </summary>
public static class Ioctl
{
    /// <summary>The ioctl type of KVM (<c>KVMIO</c>).</summary>
    public const uint KvmType = 0xAE;

    /// <summary>The number of the ioctl within KVM's type; the posted and the merged ioctl share it.</summary>
    public const uint AddMsrAllowlistNumber = 0xC6;

    /// <summary><c>KVM_ADD_MSR_ALLOWLIST</c>: <c>_IOW(KVMIO, 0xc6, struct kvm_msr_allowlist)</c>.</summary>
    public const uint AddMsrAllowlist = 0x4010AEC6;

    /// <summary>
    /// <c>KVM_X86_SET_MSR_FILTER</c> of a 64-bit caller: <c>_IOW(KVMIO, 0xc6, struct kvm_msr_filter)</c>.
    /// </summary>
    public const uint SetMsrFilter = 0x4188AEC6;

    /// <summary><c>KVM_X86_SET_MSR_FILTER</c> of a 32-bit caller, whose struct is smaller.</summary>
    public const uint SetMsrFilterCompat = 0x4104AEC6;

    /// <summary><c>KVM_ENABLE_CAP</c>: <c>_IOW(KVMIO, 0xa3, struct kvm_enable_cap)</c>, on the VM.</summary>
    public const uint EnableCap = 0x4068AEA3;

    private const int DirectionShift = 30;
    private const int SizeShift = 16;
    private const int TypeShift = 8;
    private const uint DirectionWrite = 1;

    /// <summary>Encodes an ioctl number by which user space hands an argument to the kernel (<c>_IOW</c>).</summary>
    /// <param name="type">The type byte, 0 to 0xFF.</param>
    /// <param name="number">The number within the type, 0 to 0xFF.</param>
    /// <param name="size">The bytes of the argument's fixed part, 0 to 0x3FFF.</param>
    public static uint Write(uint type, uint number, uint size) =>
        (DirectionWrite << DirectionShift) | (size << SizeShift) | (type << TypeShift) | number;
}
