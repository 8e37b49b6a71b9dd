using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>The four words at the start of an allowlist argument, as user space wrote them.</summary>
/// <param name="Flags">The directions the range speaks of; unknown bits are possible.</param>
/// <param name="Count">The number of MSRs in the bitmap (<c>nmsrs</c>).</param>
/// <param name="Base">The MSR index that bit 0 stands for.</param>
/// <param name="Pad">The padding word.</param>
public readonly record struct AllowlistHeader(uint Flags, uint Count, uint Base, uint Pad)
{
    /// <summary>The bitmap's size in bytes: whole longs of a 64-bit kernel, 0 to 536,870,912.</summary>
    public long BitmapSize =>
        (Count + (long)AllowlistLayout.BitsPerLong - 1) / AllowlistLayout.BitsPerLong * AllowlistLayout.BytesPerLong;

    /// <summary>
    /// The size in bytes of the whole argument that a kernel may look at: the header alone when the bitmap is beyond
    /// the limit, for then no byte of it is ever read.
    /// </summary>
    public int ArgumentSize => AllowlistLayout.HeaderSize
        + (BitmapSize > AllowlistLayout.MaxBitmapSize ? 0 : (int)BitmapSize);
}
