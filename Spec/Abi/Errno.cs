namespace MsrSpec.Spec.Abi;

/// <summary>
/// The error numbers that the interfaces under specification return, with Linux's values on x86
/// (<c>include/uapi/asm-generic/errno-base.h</c> and <c>errno.h</c>). A system call shows them negated.
/// </summary>
public enum Errno
{
    /// <summary>Operation not permitted: a denied write in Linux, from 7dffecaf4eab to cc4cb017678a.</summary>
    EPERM = 1,

    /// <summary>No such entry: what the posted patch's common helper returns for a denied access.</summary>
    ENOENT = 2,

    /// <summary>Input or output error: the caller's address space is not the one that created the VM.</summary>
    EIO = 5,

    /// <summary>Argument list too long: every slot of the allowlist is in use.</summary>
    E2BIG = 7,

    /// <summary>Out of memory: an allocation failed.</summary>
    ENOMEM = 12,

    /// <summary>Bad address: a byte of the argument is not readable.</summary>
    EFAULT = 14,

    /// <summary>Invalid argument: a range or a capability that is not accepted.</summary>
    EINVAL = 22,

    /// <summary>Inappropriate ioctl for device: the number is unknown.</summary>
    ENOTTY = 25,
}
