namespace MsrSpec.Implementation.Kernel;

/// <summary>An address in the kernel, or an errno in an address's clothes (<c>ERR_PTR</c>).</summary>
/// <param name="Address">The 64-bit address.</param>
public readonly record struct KernelPointer(ulong Address)
{
    private const ulong LargestErrno = 4095;

    /// <summary>The null pointer: the address of nothing.</summary>
    public static KernelPointer Null { get; }

    /// <summary>
    /// What an allocation of zero bytes returns: not null, not to be read, and free to free (<c>ZERO_SIZE_PTR</c>).
    /// </summary>
    public static KernelPointer ZeroSize { get; } = new(16);

    /// <summary>Whether it is an error pointer.</summary>
    public bool IsError => Address >= unchecked((ulong)-(long)LargestErrno);

    /// <summary>The error number of an error pointer.</summary>
    public int Error => (int)-(long)Address;

    /// <summary>The error pointer of an errno.</summary>
    public static KernelPointer FromError(int errno) => new(unchecked((ulong)-(long)errno));
}
