namespace MsrSpec.Spec.Abi;

/// <summary>How wide the pointers of a calling process are.</summary>
public enum CallerBits
{
    /// <summary>64 bits, as the kernel's.</summary>
    Native,

    /// <summary>32 bits: the struct is smaller, and the ioctl has another number.</summary>
    Compat,
}
