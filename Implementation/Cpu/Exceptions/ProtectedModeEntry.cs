using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Delivery in protected mode: a gate of eight bytes. SS:ESP are switched by the TSS and pushed only when the
/// handler runs at an inner level.
/// </summary>
internal static class ProtectedModeEntry
{
    private const int StackPointerOfLevel0 = 4;
    private const int StackFieldStride = 8;

    internal static bool TryEnter(Core core, CpuEvent current)
    {
        if (!GateEntry.TryReadGate(core, current, isLong: false, out Gate gate)
            || !GateEntry.TryLoadHandler(core, current, gate, isLong: false, out Segment code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(code.Selector);
        bool isInner = level < core.State.PrivilegeLevel;
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        uint top = (uint)core.State.Rsp;
        if (isInner && !TryReadInnerStack(core, current, level, out stack, out top))
        {
            return false;
        }

        ulong mask = stack.Is(SegmentAttributes.Big) ? uint.MaxValue : ushort.MaxValue;
        uint errorCode = (isInner ? Selector.ErrorCode(stack.Selector) : 0) | current.External;
        var frame = new FrameWriter(core, stack, top, mask, level == 3, errorCode);
        if (gate.Offset > code.Limit)
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, current.External);
        }

        if (!TryPushFrame(core, current, ref frame, isInner))
        {
            return false;
        }

        core.State.Segments[(int)SegmentRegister.Ss] = stack;
        GateEntry.Commit(core, gate, code, (top & ~mask) | frame.Top);
        return true;
    }

    private static bool TryPushFrame(Core core, CpuEvent current, ref FrameWriter frame, bool isInner)
    {
        Segment oldStack = core.State.Segments[(int)SegmentRegister.Ss];
        Segment oldCode = core.State.Segments[(int)SegmentRegister.Cs];
        return (!isInner || (frame.TryPush((uint)oldStack.Selector) && frame.TryPush((uint)core.State.Rsp)))
            && frame.TryPush((uint)GateEntry.SavedFlags(core, current))
            && frame.TryPush((uint)oldCode.Selector)
            && frame.TryPush((uint)(core.State.Rip + current.Length))
            && (!current.HasErrorCode || frame.TryPush(current.ErrorCode));
    }

    private static bool TryReadInnerStack(Core core, CpuEvent current, int level, out Segment stack, out uint top)
    {
        stack = default;
        int field = StackPointerOfLevel0 + (StackFieldStride * level);
        int needed = sizeof(uint) + sizeof(ushort);
        if (!GateEntry.TryReadTss(core, current, field, needed, out top)
            || !GateEntry.TryReadTss(core, current, field + sizeof(uint), sizeof(ushort), out ushort selector)
            || !core.TryLoadSegment(selector, ExceptionVector.InvalidTss, current.External, out stack))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(selector) | current.External;
        if (Selector.PrivilegeLevel(selector) != level || stack.PrivilegeLevel != level || !stack.IsWritableData)
        {
            return GateEntry.Refuse(core, ExceptionVector.InvalidTss, errorCode);
        }

        return stack.Is(SegmentAttributes.Present)
            ? core.TryMarkAccessed(ref stack)
            : GateEntry.Refuse(core, ExceptionVector.StackFault, errorCode);
    }
}
