using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Filter;

/// <summary>One slot of a filter: the words that its rows speak of.</summary>
/// <param name="Slot">What user space wrote.</param>
/// <param name="AllocationFails">Whether an allocation of at least one byte fails.</param>
public readonly record struct SlotCall(FilterSlot Slot, bool AllocationFails)
{
    /// <summary>The flags word (<c>flags</c>), unknown bits included.</summary>
    public uint Flags => Slot.Flags;

    /// <summary>The number of MSRs in the bitmap (<c>nmsrs</c>).</summary>
    public uint Count => Slot.Count;

    /// <summary>The bytes of the bitmap, rounded up to whole longs.</summary>
    public long BitmapSize => Slot.BitmapSize;

    /// <summary>How many bytes of the bitmap can be read.</summary>
    public int Readable => Slot.Bitmap.Length;

    /// <summary>The range that it becomes, with a copy of its bitmap; only for one that is taken.</summary>
    public AllowlistRange Range => new(
        (AccessFlags)Flags, Slot.Base, Count, ImmutableArray.Create(Slot.Bitmap.Bytes.AsSpan()[..(int)BitmapSize]));
}
