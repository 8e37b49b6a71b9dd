namespace MsrSpec.Implementation.Cpu;

/// <summary>Bits of CR0 and CR4 that the core heeds.</summary>
public static class ControlBits
{
    /// <summary>CR0.PE: protected mode.</summary>
    public const ulong ProtectionEnable = 1UL << 0;

    /// <summary>CR0.ET, which is always one.</summary>
    public const ulong ExtensionType = 1UL << 4;

    /// <summary>CR0.NE: x87 errors are exceptions.</summary>
    public const ulong NumericError = 1UL << 5;

    /// <summary>CR0.WP: supervisor writes heed read-only pages.</summary>
    public const ulong WriteProtect = 1UL << 16;

    /// <summary>CR0.PG: paging.</summary>
    public const ulong Paging = 1UL << 31;

    /// <summary>CR4.PAE: entries of 64 bits.</summary>
    public const ulong PhysicalAddressExtension = 1UL << 5;
}
