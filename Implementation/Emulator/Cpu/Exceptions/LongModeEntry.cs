using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Delivery in long mode: a gate of sixteen bytes to 64-bit code. SS:RSP are always pushed, on a stack aligned to
/// sixteen; the TSS gives it when the gate names an interrupt stack or the handler runs at an inner level.
/// </summary>
internal static class LongModeEntry
{
    private const ulong FrameAlignment = 16;

    internal static bool TryEnter(Core core, CpuEvent current)
    {
        if (!GateEntry.TryOpen(core, current, out Gate gate, out Segment code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(code.Selector);
        bool isInner = level < core.State.PrivilegeLevel;
        Segment oldStack = core.State.Segments[(int)SegmentRegister.Ss];
        Segment stack = isInner ? Segment.Null((ushort)level) : oldStack;
        ulong top = core.State.Rsp;
        bool isRead = gate.StackIndex != 0
            ? core.TryReadInterruptStack(gate.StackIndex, current.External, out top)
            : !isInner || core.TryReadInnerStack(level, current.External, out stack, out top);
        if (!isRead)
        {
            return false;
        }

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
        if (!LinearAddress.IsCanonical(top) || !frame.HasRoom(words.Length))
        {
            return core.Refuse(ExceptionVector.StackFault, current.External);
        }

        if (!LinearAddress.IsCanonical(gate.Offset))
        {
            return core.Refuse(ExceptionVector.GeneralProtection, current.External);
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
