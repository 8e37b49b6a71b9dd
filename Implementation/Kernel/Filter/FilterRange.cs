using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>A range of a filter that is being made or installed.</summary>
/// <param name="Flags">The directions.</param>
/// <param name="Base">The first index.</param>
/// <param name="Count">The number of MSRs, 1 to 0x3000.</param>
/// <param name="Bitmap">The copied bitmap, owned by whoever holds this.</param>
public readonly record struct FilterRange(AccessFlags Flags, uint Base, uint Count, KernelPointer Bitmap)
{
    /// <summary>Whether its end fits 32 bits; else it covers nothing.</summary>
    public bool CoversSomething => (ulong)Base + Count <= uint.MaxValue;
}
