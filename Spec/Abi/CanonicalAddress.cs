namespace MsrSpec.Spec.Abi;

/// <summary>
/// The ends of the canonical addresses of 48 bits: what lies between them is none (Intel SDM volume 1, 3.3.7.1).
/// </summary>
public static class CanonicalAddress
{
    /// <summary>The first address behind the lower half.</summary>
    public const ulong LowEnd = 0x00008000_00000000;

    /// <summary>The first address of the upper half.</summary>
    public const ulong HighStart = 0xFFFF8000_00000000;
}
