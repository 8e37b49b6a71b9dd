namespace MsrSpec.Spec.Abi;

/// <summary>
/// The argument of <c>KVM_X86_SET_MSR_FILTER</c>, <c>struct kvm_msr_filter</c>: a flags word and sixteen ranges, each
/// with a pointer to its bitmap. 32-bit callers have narrower pointers, and so a struct and a number of their own.
/// </summary>
public static class FilterLayout
{
    /// <summary>Ranges that the struct holds (<c>KVM_MSR_FILTER_MAX_RANGES</c>).</summary>
    public const int Slots = 16;

    /// <summary>The most bytes a bitmap may have (<c>KVM_MSR_FILTER_MAX_BITMAP_SIZE</c>).</summary>
    public const int MaxBitmapSize = 0x600;

    /// <summary>The flag of a filter that denies what no range covers (<c>KVM_MSR_FILTER_DEFAULT_DENY</c>).</summary>
    public const uint DefaultDeny = 1;

    /// <summary>Bytes of the struct of a 64-bit caller.</summary>
    public const int NativeSize = NativeRanges + (Slots * NativeRangeSize);

    /// <summary>Offset in bytes of the first range of a 64-bit caller; the word between is a hole.</summary>
    public const int NativeRanges = 8;

    /// <summary>Bytes of a range of a 64-bit caller; the word in front of its pointer is a hole.</summary>
    public const int NativeRangeSize = 24;

    /// <summary>Offset in bytes of the pointer to the bitmap, in a range of a 64-bit caller.</summary>
    public const int NativeBitmap = 16;

    /// <summary>Bytes of the struct of a 32-bit caller.</summary>
    public const int CompatSize = CompatRanges + (Slots * CompatRangeSize);

    /// <summary>Offset in bytes of the first range of a 32-bit caller.</summary>
    public const int CompatRanges = 4;

    /// <summary>Bytes of a range of a 32-bit caller.</summary>
    public const int CompatRangeSize = 16;

    /// <summary>Offset in bytes of the pointer to the bitmap, in a range of a 32-bit caller.</summary>
    public const int CompatBitmap = 12;

    /// <summary>Offset in bytes of the number of MSRs, in a range of either caller; its flags come first.</summary>
    public const int Count = 4;

    /// <summary>Offset in bytes of the first index, in a range of either caller.</summary>
    public const int Base = 8;

    /// <summary>Offset in bytes of a range in the struct of a caller.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="slot">The number of the range, from 0.</param>
    public static int RangeAt(CallerBits caller, int slot) => caller == CallerBits.Native
        ? NativeRanges + (slot * NativeRangeSize)
        : CompatRanges + (slot * CompatRangeSize);

    /// <summary>Offset in bytes of the pointer to the bitmap, in a range of a caller.</summary>
    public static int BitmapIn(CallerBits caller) => caller == CallerBits.Native ? NativeBitmap : CompatBitmap;

    /// <summary>Bytes of the struct of a caller.</summary>
    public static int SizeOf(CallerBits caller) => caller == CallerBits.Native ? NativeSize : CompatSize;
}
