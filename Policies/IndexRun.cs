using static System.FormattableString;

namespace MsrSpec.Policies;

/// <summary>A run of MSR indices; it may end at the last of all.</summary>
/// <param name="First">Its first index.</param>
/// <param name="Last">Its last index, which belongs to it: not below the first.</param>
public readonly record struct IndexRun(uint First, uint Last)
{
    /// <summary>How many indices it holds, 1 to 2^32.</summary>
    public long Count => (long)Last - First + 1;

    /// <summary>Whether it holds an index.</summary>
    public bool Contains(uint index) => index >= First && index <= Last;

    /// <summary>The run as lists write it: <c>0x10</c>, or <c>0x10-0x1f</c>.</summary>
    public override string ToString() =>
        First == Last ? Invariant($"0x{First:x}") : Invariant($"0x{First:x}-0x{Last:x}");
}
