namespace MsrSpec.Spec.Vocabulary;

/// <summary>One range of a filter's struct as user space wrote it, with what its pointer leads to.</summary>
/// <param name="Flags">The directions the range speaks of; unknown bits are possible.</param>
/// <param name="Count">The number of MSRs in the bitmap (<c>nmsrs</c>).</param>
/// <param name="Base">The MSR index that bit 0 stands for.</param>
/// <param name="Bitmap">The bytes that can be read at the pointer, up to the page edge.</param>
public sealed record FilterSlot(uint Flags, uint Count, uint Base, UserBuffer Bitmap);
