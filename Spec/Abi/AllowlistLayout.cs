namespace MsrSpec.Spec.Abi;

/// <summary>
/// The argument of <c>KVM_ADD_MSR_ALLOWLIST</c>, <c>struct kvm_msr_allowlist</c> of the posted patch: four
/// little-endian 32-bit words, then the bitmap in line. The layout is the same for 32-bit and 64-bit callers.
/// </summary>
public static class AllowlistLayout
{
    /// <summary>Offset in bytes of <c>flags</c>.</summary>
    public const int FlagsOffset = 0;

    /// <summary>Offset in bytes of <c>nmsrs</c>, the number of MSRs in the bitmap.</summary>
    public const int CountOffset = 4;

    /// <summary>Offset in bytes of <c>base</c>, the MSR index that bit 0 stands for.</summary>
    public const int BaseOffset = 8;

    /// <summary>Offset in bytes of <c>pad</c>.</summary>
    public const int PadOffset = 12;

    /// <summary>Offset in bytes of <c>bitmap</c>, and the size of the fixed part.</summary>
    public const int HeaderSize = 16;

    /// <summary>The most bytes a bitmap may have (<c>KVM_MSR_ALLOWLIST_MAX_LEN</c>).</summary>
    public const int MaxBitmapSize = 0x600;

    /// <summary>The most MSRs one range may hold: the bits of the largest bitmap.</summary>
    public const int MaxCount = MaxBitmapSize * 8;

    /// <summary>Ranges that one VM can hold.</summary>
    public const int Slots = 10;

    /// <summary>Bits in an <c>unsigned long</c> of a 64-bit kernel: the unit the bitmap is rounded up to.</summary>
    public const int BitsPerLong = 64;

    /// <summary>Bytes in an <c>unsigned long</c> of a 64-bit kernel.</summary>
    public const int BytesPerLong = 8;
}
