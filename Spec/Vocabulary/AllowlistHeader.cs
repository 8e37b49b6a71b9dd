namespace MsrSpec.Spec.Vocabulary;

/// <summary>The four words at the start of an allowlist argument, as user space wrote them.</summary>
/// <param name="Flags">The directions the range speaks of; unknown bits are possible.</param>
/// <param name="Count">The number of MSRs in the bitmap (<c>nmsrs</c>).</param>
/// <param name="Base">The MSR index that bit 0 stands for.</param>
/// <param name="Pad">The padding word.</param>
public readonly record struct AllowlistHeader(uint Flags, uint Count, uint Base, uint Pad);
