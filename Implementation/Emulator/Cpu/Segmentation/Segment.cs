namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>
/// A segment register: its selector, and the hidden part that the processor goes by. The bases of FS and GS are not
/// here; they live in the MSR file.
/// </summary>
/// <param name="Base">The linear address of offset zero.</param>
/// <param name="Limit">The last valid offset, in bytes; for an expand-down segment the last invalid one.</param>
/// <param name="Selector">The selector.</param>
/// <param name="Attributes">What the descriptor said.</param>
public readonly record struct Segment(ulong Base, uint Limit, ushort Selector, SegmentAttributes Attributes)
{
    /// <summary>What a null selector loads: no segment, whose base and limit are zero.</summary>
    internal static Segment Null(ushort selector) => new(0, 0, selector, SegmentAttributes.None);

    internal bool Is(SegmentAttributes attribute) => (Attributes & attribute) != 0;

    internal int PrivilegeLevel => (int)(Attributes & SegmentAttributes.PrivilegeLevel) >> 5;

    /// <summary>Whether this is neither code nor data: a table, a task or a gate.</summary>
    internal bool IsSystem => !Is(SegmentAttributes.CodeOrData);

    /// <summary>The type, of which S is not a part.</summary>
    internal int Type => (int)(Attributes & SegmentAttributes.SystemType);

    internal bool IsCode => (Attributes & (SegmentAttributes.CodeOrData | SegmentAttributes.Code))
        == (SegmentAttributes.CodeOrData | SegmentAttributes.Code);

    internal bool IsWritableData =>
        (Attributes & (SegmentAttributes.CodeOrData | SegmentAttributes.Code | SegmentAttributes.WritableOrReadable))
        == (SegmentAttributes.CodeOrData | SegmentAttributes.WritableOrReadable);

    internal bool IsReadable => !IsCode || Is(SegmentAttributes.WritableOrReadable);

    internal bool IsConforming => IsCode && Is(SegmentAttributes.ExpandDownOrConforming);

    /// <summary>Code whose selector says that it runs at a level.</summary>
    internal Segment AtLevel(int level) =>
        this with { Selector = Segmentation.Selector.AtLevel(Selector, level) };

    /// <summary>Whether an access of some bytes lies within the limit.</summary>
    internal bool Holds(ulong offset, int size)
    {
        ulong last = offset + (ulong)(size - 1);
        bool expandsDown = !IsCode && Is(SegmentAttributes.ExpandDownOrConforming);
        if (!expandsDown)
        {
            return last <= Limit;
        }

        ulong top = Is(SegmentAttributes.Big) ? uint.MaxValue : ushort.MaxValue;
        return offset > Limit && last <= top;
    }
}
