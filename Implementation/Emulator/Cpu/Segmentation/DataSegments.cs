namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>
/// Loads of ES, SS, DS, FS and GS, in two steps: what can fault, and what changes the register.
/// </summary>
internal static class DataSegments
{
    private const int SelectorShift = 4;
    private const SegmentAttributes RealData = (SegmentAttributes)0x93;
    private const SegmentAttributes VirtualData = (SegmentAttributes)0xF3;

    /// <summary>What loading a selector would put into a register; false when it faults.</summary>
    internal static bool TryPrepareSegment(
        this Core core, SegmentRegister register, ushort selector, out Segment segment)
    {
        if (core.Mode.IsRealLike())
        {
            segment = core.ShiftedSegment(register, selector);
            return true;
        }

        if (register == SegmentRegister.Ss)
        {
            return core.TryLoadStack(
                selector,
                core.State.PrivilegeLevel,
                core.Mode == ExecutionMode.Long64,
                ExceptionVector.GeneralProtection,
                external: 0,
                out segment) && core.TryMarkAccessed(ref segment);
        }

        segment = Segment.Null(selector);
        return Selector.IsNull(selector) || TryLoadData(core, selector, out segment);
    }

    /// <summary>
    /// Loads a register with what has been prepared. The bases of FS and GS change by no other load of a selector.
    /// </summary>
    internal static void SetSegment(this Core core, SegmentRegister register, Segment segment)
    {
        core.State.Segments[(int)register] = segment;
        if (register == SegmentRegister.Fs)
        {
            core.Msrs.FsBase = segment.Base;
        }
        else if (register == SegmentRegister.Gs)
        {
            core.Msrs.GsBase = segment.Base;
        }
        else if (register == SegmentRegister.Ss)
        {
            core.Refresh();
        }
    }

    /// <summary>
    /// A register as real and virtual-8086 mode load it. Real mode keeps limit and attributes, whatever protected mode
    /// has left there; but one that protected mode made unusable is usable again.
    /// </summary>
    internal static Segment ShiftedSegment(this Core core, SegmentRegister register, ushort selector)
    {
        uint address = (uint)selector << SelectorShift;
        Segment cache = core.State.Segments[(int)register];
        return core.Mode == ExecutionMode.Virtual8086 ? new Segment(address, ushort.MaxValue, selector, VirtualData)
            : cache.Is(SegmentAttributes.Present) ? cache with { Base = address, Selector = selector }
            : new Segment(address, ushort.MaxValue, selector, RealData);
    }

    /// <summary>
    /// Loads and checks the segment of a stack for a level. The null selector stands for a stack only where it is
    /// allowed, in 64-bit code of the levels 0 to 2.
    /// The caller marks it accessed.
    /// </summary>
    internal static bool TryLoadStack(
        this Core core,
        ushort selector,
        int level,
        bool isNullAllowed,
        byte vector,
        uint external,
        out Segment stack)
    {
        bool levelFits = Selector.PrivilegeLevel(selector) == level;
        if (isNullAllowed && Selector.IsNull(selector) && level != 3 && levelFits)
        {
            stack = Segment.Null(selector);
            return true;
        }

        if (!core.TryLoadSegment(selector, vector, external, out stack))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(selector) | external;
        if (!levelFits || stack.PrivilegeLevel != level || !stack.IsWritableData)
        {
            return core.Refuse(vector, errorCode);
        }

        return stack.Is(SegmentAttributes.Present)
            || core.Refuse(ExceptionVector.StackFault, errorCode);
    }

    /// <summary>
    /// Data segments that an outer level may not use become unusable. The bases of FS and GS stay: 64-bit code sets
    /// them under a null selector, and they outlast its return.
    /// </summary>
    internal static void DropInnerData(this Core core, int level)
    {
        foreach (SegmentRegister register in (ReadOnlySpan<SegmentRegister>)
            [SegmentRegister.Es, SegmentRegister.Ds, SegmentRegister.Fs, SegmentRegister.Gs])
        {
            ref Segment segment = ref core.State.Segments[(int)register];
            if (segment.PrivilegeLevel < level && !segment.IsConforming)
            {
                segment = segment with { Selector = 0, Attributes = SegmentAttributes.None };
            }
        }
    }

    private static bool TryLoadData(Core core, ushort selector, out Segment segment)
    {
        if (!core.TryLoadSegment(selector, ExceptionVector.GeneralProtection, external: 0, out segment))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(selector);
        if (segment.IsSystem || !segment.IsReadable || !core.MayUse(in segment))
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        return segment.Is(SegmentAttributes.Present)
            ? core.TryMarkAccessed(ref segment)
            : core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
    }

    /// <summary>
    /// Whether both the current level and the level that the selector asks with reach a segment. Conforming code is
    /// open to every level.
    /// </summary>
    internal static bool MayUse(this Core core, in Segment segment)
    {
        int level = Math.Max(core.State.PrivilegeLevel, Selector.PrivilegeLevel(segment.Selector));
        return segment.IsConforming || level <= segment.PrivilegeLevel;
    }
}
