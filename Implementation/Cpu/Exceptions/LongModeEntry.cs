using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Delivery in long mode: a gate of sixteen bytes to 64-bit code. SS:RSP are always pushed, on a stack aligned to
/// sixteen; the TSS gives it when the gate names an interrupt stack or the handler runs at an inner level.
/// </summary>
internal static class LongModeEntry
{
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
        if ((isInner || gate.StackIndex != 0)
            && !TaskStateStack.TryReadLong(core, current, gate.StackIndex, level, out top))
        {
            return false;
        }

        Segment oldStack = core.State.Segments[(int)SegmentRegister.Ss];
        Segment stack = isInner ? new Segment(0, 0, (ushort)level, SegmentAttributes.None) : oldStack;
        Span<ulong> words =
        [
            oldStack.Selector,
            core.State.Rsp,
            (ulong)GateEntry.SavedFlags(core, current),
            core.State.Segments[(int)SegmentRegister.Cs].Selector,
            GateEntry.ReturnAddress(core, current),
            current.ErrorCode,
        ];
        words = words[..(current.HasErrorCode ? words.Length : words.Length - 1)];
        var frame = new FrameWriter(
            core, stack, top & ~(FrameAlignment - 1), sizeof(ulong), user: level == 3, isFlat: true);
        if (!SegmentedMemory.IsCanonical(top) || !frame.HasRoom(words.Length))
        {
            return GateEntry.Refuse(core, ExceptionVector.StackFault, current.External);
        }

        if (!SegmentedMemory.IsCanonical(gate.Offset))
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, current.External);
        }

        if (!core.TryMarkAccessed(ref code) || !frame.TryWrite(words))
        {
            return false;
        }

        core.State.Segments[(int)SegmentRegister.Ss] = stack;
        GateEntry.Commit(core, gate, code, frame.TopAfter(words.Length));
        return true;
    }
}
