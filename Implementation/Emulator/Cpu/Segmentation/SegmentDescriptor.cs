namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The eight bytes of a code, data or TSS descriptor.</summary>
/// <param name="Raw">The bytes, little-endian.</param>
public readonly record struct SegmentDescriptor(ulong Raw)
{
    private const ushort AttributeBits = 0xF0FF;
    private const int PageMask = 0xFFF;

    /// <summary>Builds a descriptor whose limit is whole pages when the attributes say so.</summary>
    /// <param name="address">Where the segment starts.</param>
    /// <param name="limit">Its last byte.</param>
    /// <param name="attributes">Its type and rights.</param>
    public static SegmentDescriptor Create(uint address, uint limit, SegmentAttributes attributes)
    {
        uint units = (attributes & SegmentAttributes.Granular) != 0 ? limit >> 12 : limit;
        ulong raw = (units & 0xFFFFUL)
            | ((address & 0xFFFFFFUL) << 16)
            | ((ulong)attributes << 40)
            | ((units & 0xF0000UL) << 32)
            | ((address & 0xFF000000UL) << 32);
        return new SegmentDescriptor(raw);
    }

    private uint Base => (uint)((Raw >> 16) & 0xFFFFFF) | (uint)((Raw >> 32) & 0xFF000000);

    private uint Units => (uint)(Raw & 0xFFFF) | (uint)((Raw >> 32) & 0xF0000);

    private SegmentAttributes Attributes => (SegmentAttributes)((ushort)(Raw >> 40) & AttributeBits);

    /// <summary>The hidden part that loading this descriptor by a selector gives.</summary>
    internal Segment Load(ushort selector)
    {
        bool pages = (Attributes & SegmentAttributes.Granular) != 0;
        uint limit = pages ? (Units << 12) | PageMask : Units;
        return new Segment(Base, limit, selector, Attributes);
    }
}
