namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 20: how wide the longs of the kernel are, in which bitmaps are measured, and whether their size is computed
/// in words that are wide enough for it.
/// </summary>
public enum KernelWords
{
    /// <summary>64 bits; no size wraps.</summary>
    Of64Bits,

    /// <summary>32 bits, and sizes are computed as if there were more.</summary>
    Of32Bits,

    /// <summary>32 bits, in which the size of the largest bitmaps wraps to zero.</summary>
    Of32BitsThatWrap,
}
