using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>A decoded argument: a range that may be stored.</summary>
/// <param name="Flags">The directions.</param>
/// <param name="Base">The first index.</param>
/// <param name="Count">The number of MSRs, 1 to 0x3000.</param>
/// <param name="Bitmap">The copied bitmap, owned by whoever holds this.</param>
public readonly record struct AllowlistArgument(AccessFlags Flags, uint Base, uint Count, KernelPointer Bitmap)
{
    /// <summary>The first index behind the range; 2^32 for one that reaches the top.</summary>
    public ulong End => (ulong)Base + Count;

    /// <summary>Whether the range has the index and speaks of the direction.</summary>
    public bool Covers(uint index, AccessFlags type) => (Flags & type) != 0 && index >= Base && index < End;

    /// <summary>Whether two ranges share an index and a direction.</summary>
    public bool Overlaps(in AllowlistArgument other) =>
        ((Flags & other.Flags) != 0) & (Base < other.End) & (other.Base < End);
}
