namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>
/// Reads of the descriptor tables. What a selector names lies in the GDT, or in the LDT by its TI bit.
/// </summary>
internal static class DescriptorAccess
{
    internal const int DescriptorSize = 8;

    private const int AttributeByte = 5;
    private const ulong UpperType = 0x1F00UL << 32;

    /// <summary>Where the descriptor of a selector is; false when its table does not hold it whole.</summary>
    internal static bool TryFindDescriptor(this Core core, ushort selector, int size, out ulong linear)
    {
        ref readonly Segment local = ref core.State.Segments[(int)SegmentRegister.Ldtr];
        bool isLocal = (selector & Selector.LocalTableBit) != 0;
        bool isThere = !isLocal || local.Is(SegmentAttributes.Present);
        ulong table = isLocal ? local.Base : core.State.Gdtr.Base;
        uint limit = isLocal ? local.Limit : core.State.Gdtr.Limit;
        uint offset = (uint)(selector & ~(DescriptorSize - 1));
        linear = core.LinearOfTable(table + offset);
        return isThere && offset + (uint)size - 1 <= limit;
    }

    /// <summary>The address of a place in a table or a TSS; outside of long mode it has 32 bits.</summary>
    internal static ulong LinearOfTable(this Core core, ulong address) =>
        core.Mode.IsLongActive() ? address : (uint)address;

    /// <summary>
    /// Reads the eight bytes that a selector names. One that names nothing raises the vector given, with the selector
    /// as error code.
    /// </summary>
    internal static bool TryReadDescriptor(
        this Core core, ushort selector, byte vector, uint external, out SegmentDescriptor descriptor)
    {
        descriptor = default;
        if (Selector.IsNull(selector))
        {
            return core.Refuse(vector, external);
        }

        if (!core.TryFindDescriptor(selector, DescriptorSize, out ulong linear))
        {
            return core.Refuse(vector, Selector.ErrorCode(selector) | external);
        }

        bool read = core.TryReadSystem(linear, out ulong raw);
        descriptor = new SegmentDescriptor(raw);
        return read;
    }

    /// <summary>
    /// Reads the eight bytes that a system descriptor of long mode goes on with. Where a descriptor has its type, they
    /// are zero, so that they are none by themselves.
    /// </summary>
    internal static bool TryReadUpperHalf(this Core core, ushort selector, out ulong raw)
    {
        raw = 0;
        bool isFound = core.TryFindDescriptor(selector, 2 * DescriptorSize, out ulong linear);
        if (isFound && !core.TryReadSystem(linear + DescriptorSize, out raw))
        {
            return false;
        }

        return (isFound && (raw & UpperType) == 0)
            || core.Refuse(ExceptionVector.GeneralProtection, Selector.ErrorCode(selector));
    }

    /// <summary>
    /// Loads what a selector names. One that names nothing raises the vector given, with the selector as error code.
    /// </summary>
    internal static bool TryLoadSegment(
        this Core core, ushort selector, byte vector, uint external, out Segment segment)
    {
        bool read = core.TryReadDescriptor(selector, vector, external, out SegmentDescriptor descriptor);
        segment = descriptor.Load(selector);
        return read;
    }

    /// <summary>
    /// Sets the accessed bit of a descriptor that is being loaded, unless it is set. The null selector has none.
    /// </summary>
    internal static bool TryMarkAccessed(this Core core, ref Segment segment)
    {
        if (segment.Is(SegmentAttributes.Accessed) || Selector.IsNull(segment.Selector))
        {
            return true;
        }

        segment = segment with { Attributes = segment.Attributes | SegmentAttributes.Accessed };
        return core.TryWriteType(in segment);
    }

    /// <summary>Writes the type of a segment back to the descriptor that its selector names.</summary>
    internal static bool TryWriteType(this Core core, in Segment segment)
    {
        _ = core.TryFindDescriptor(segment.Selector, DescriptorSize, out ulong linear);
        return core.TryWriteSystem(linear + AttributeByte, (byte)segment.Attributes);
    }

    /// <summary>Whether the mode has descriptors; #UD where segments are loaded by shifting the selector.</summary>
    internal static bool TryUseDescriptors(this Core core) =>
        !core.Mode.IsRealLike() || core.Refuse(ExceptionVector.InvalidOpcode, errorCode: 0);

    /// <summary>Leaves a fault for delivery; the answer is always false.</summary>
    internal static bool Refuse(this Core core, byte vector, uint errorCode)
    {
        _ = core.Raise(vector, errorCode);
        return false;
    }
}
