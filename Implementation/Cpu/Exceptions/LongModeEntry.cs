using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Delivery in long mode: a gate of sixteen bytes to 64-bit code. SS:RSP are always pushed, on a stack aligned to
/// sixteen; the TSS gives it when the gate names an interrupt stack or the handler runs at an inner level.
/// </summary>
internal static class LongModeEntry
{
    private const int StackOfLevel0 = 4;
    private const int FirstInterruptStack = 0x24;
    private const ulong FrameAlignment = 16;

    internal static bool TryEnter(Core core, CpuEvent current)
    {
        if (!GateEntry.TryReadGate(core, current, isLong: true, out Gate gate)
            || !GateEntry.TryLoadHandler(core, current, gate, isLong: true, out Segment code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(code.Selector);
        bool isInner = level < core.State.PrivilegeLevel;
        ulong top = core.State.Rsp;
        if ((isInner || gate.StackIndex != 0) && !TryReadStack(core, current, gate.StackIndex, level, out top))
        {
            return false;
        }

        if (!SegmentedMemory.IsCanonical(gate.Offset))
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, current.External);
        }

        Segment oldStack = core.State.Segments[(int)SegmentRegister.Ss];
        Segment stack = isInner ? new Segment(0, 0, (ushort)level, SegmentAttributes.None) : oldStack;
        top &= ~(FrameAlignment - 1);
        var frame = new FrameWriter(core, stack, top, ulong.MaxValue, level == 3, current.External);
        if (!frame.TryPush((ulong)oldStack.Selector)
            || !frame.TryPush(core.State.Rsp)
            || !frame.TryPush((ulong)GateEntry.SavedFlags(core, current))
            || !frame.TryPush((ulong)core.State.Segments[(int)SegmentRegister.Cs].Selector)
            || !frame.TryPush(core.State.Rip + current.Length)
            || (current.HasErrorCode && !frame.TryPush((ulong)current.ErrorCode)))
        {
            return false;
        }

        core.State.Segments[(int)SegmentRegister.Ss] = stack;
        GateEntry.Commit(core, gate, code, frame.Top);
        return true;
    }

    private static bool TryReadStack(Core core, CpuEvent current, int stackIndex, int level, out ulong top)
    {
        int field = stackIndex != 0
            ? FirstInterruptStack + (sizeof(ulong) * (stackIndex - 1))
            : StackOfLevel0 + (sizeof(ulong) * level);
        return GateEntry.TryReadTss(core, current, field, sizeof(ulong), out top)
            && (SegmentedMemory.IsCanonical(top)
                || GateEntry.Refuse(core, ExceptionVector.StackFault, current.External));
    }
}
