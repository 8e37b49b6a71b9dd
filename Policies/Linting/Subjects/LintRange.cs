using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>A range as somebody hands it to an interface.</summary>
/// <param name="Slot">What it says, whichever interface it is for.</param>
/// <param name="Pad">Its padding word; 0 where there is none.</param>
/// <param name="HasBitmap">Whether the bitmap is known; a struct alone holds nothing but its address.</param>
/// <param name="Number">Its number among those that are installed together, from 0.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record LintRange(FilterSlot Slot, uint Pad, bool HasBitmap, int Number, LintSource Source)
{
    private const uint Known = (uint)AccessFlags.ReadWrite;

    /// <summary>The directions it speaks of.</summary>
    public AccessFlags Flags => (AccessFlags)Slot.Flags;

    /// <summary>Its first index.</summary>
    public uint Base => Slot.Base;

    /// <summary>How many registers it holds.</summary>
    public uint Count => Slot.Count;

    /// <summary>The first index behind it, in 64 bits.</summary>
    public ulong End => (ulong)Base + Count;

    /// <summary>Whether its end is above every index, so that it never matches.</summary>
    public bool Wraps => Count > 0 && End >= Ranges.Top;

    /// <summary>Whether its bitmap is larger than the kernel takes.</summary>
    public bool IsOversize => Slot.BitmapSize > FilterLayout.MaxBitmapSize;

    /// <summary>Whether the kernel takes it, and it then matches something.</summary>
    public bool Matches =>
        Count > 0 && !Wraps && !IsOversize && Slot.Flags != 0 && (Slot.Flags & ~Known) == 0;

    /// <summary>The place of a part of it.</summary>
    public LintPlace At(RangeField field) => Source.At(field, Number);

    /// <summary>Whether it allows an index that it holds; only where the bitmap is known.</summary>
    public bool Allows(ulong index) =>
        new AllowlistRange(Flags, Base, Count, Slot.Bitmap.Bytes).IsSet((uint)(index - Base));

    /// <summary>The indices that two ranges share in a direction; the first is not below the last if there are none.
    /// </summary>
    public (ulong First, ulong End) Shared(LintRange other) =>
        Matches && other.Matches && (Flags & other.Flags) != 0
            ? (Math.Max(Base, other.Base), Math.Min(End, other.End))
            : (0, 0);

    /// <summary>Whether two ranges share an index and a direction.</summary>
    public bool Overlaps(LintRange other) => Shared(other) is var (first, end) && first < end;

    /// <summary>Its part within some indices; none if the first is not below the last.</summary>
    public (ulong First, ulong End) Within(uint first, uint last) =>
        Matches ? (Math.Max(Base, first), Math.Min(End, last + 1UL)) : (0, 0);
}
