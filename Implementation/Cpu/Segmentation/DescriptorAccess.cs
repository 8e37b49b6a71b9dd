namespace MsrSpec.Implementation.Cpu.Segmentation;

/// <summary>Reads of the GDT. This core has no LLDT, so that the local table is always empty.</summary>
internal static class DescriptorAccess
{
    private const int DescriptorSize = 8;
    private const int AttributeByte = 5;

    /// <summary>
    /// Loads what a selector names. One that names nothing raises the vector given, with the selector as error code.
    /// </summary>
    internal static bool TryLoadSegment(
        this Core core, ushort selector, byte vector, uint external, out Segment segment)
    {
        segment = default;
        uint errorCode = Selector.ErrorCode(selector) | external;
        if (Selector.IsNull(selector))
        {
            _ = core.Raise(vector, external);
            return false;
        }

        ulong offset = (ulong)(selector & ~(DescriptorSize - 1));
        bool isLocal = (selector & Selector.LocalTableBit) != 0;
        if (isLocal || offset + DescriptorSize - 1 > core.State.Gdtr.Limit)
        {
            _ = core.Raise(vector, errorCode);
            return false;
        }

        if (!core.TryReadSystem(core.State.Gdtr.Base + offset, out ulong raw))
        {
            return false;
        }

        segment = new SegmentDescriptor(raw).Load(selector);
        return true;
    }

    /// <summary>Sets the accessed bit of a descriptor that is being loaded, unless it is set.</summary>
    internal static bool TryMarkAccessed(this Core core, ref Segment segment)
    {
        if (segment.Is(SegmentAttributes.Accessed))
        {
            return true;
        }

        segment = segment with { Attributes = segment.Attributes | SegmentAttributes.Accessed };
        ulong descriptor = core.State.Gdtr.Base + (ulong)(segment.Selector & ~(DescriptorSize - 1));
        return core.TryWriteSystem(descriptor + AttributeByte, (byte)segment.Attributes);
    }
}
