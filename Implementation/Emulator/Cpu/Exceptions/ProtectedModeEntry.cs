using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Delivery in protected and virtual-8086 mode: a gate of eight bytes. SS:ESP are switched by the TSS and pushed only
/// when the handler runs at an inner level; virtual-8086 mode pushes its data segments as well, and leaves them null.
/// </summary>
internal static class ProtectedModeEntry
{
    private static ReadOnlySpan<SegmentRegister> DataSegments =>
        [SegmentRegister.Gs, SegmentRegister.Fs, SegmentRegister.Ds, SegmentRegister.Es];

    internal static bool TryEnter(Core core, CpuEvent current)
    {
        if (!GateEntry.TryOpen(core, current, out Gate gate, out Segment code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(code.Selector);
        bool isInner = level < core.State.PrivilegeLevel;
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        ulong top = (uint)core.State.Rsp;
        if (isInner && !core.TryReadInnerStack(level, current.External, out stack, out top))
        {
            return false;
        }

        Span<ulong> words = stackalloc ulong[FrameWriter.MostWords];
        words = words[..Gather(core, current, isInner, words)];
        int wordSize = gate.Is16Bit ? sizeof(ushort) : sizeof(uint);
        var frame = new FrameWriter(core, stack, top, wordSize, user: level == 3, isFlat: false);
        if (!frame.HasRoom(words.Length))
        {
            uint errorCode = (isInner ? Selector.ErrorCode(stack.Selector) : 0) | current.External;
            return core.Refuse(ExceptionVector.StackFault, errorCode);
        }

        if (gate.Offset > code.Limit)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, current.External);
        }

        if (!core.TryMarkAccessed(ref code)
            || (isInner && !core.TryMarkAccessed(ref stack))
            || !frame.TryWrite(words))
        {
            return false;
        }

        LeaveVirtual(core);
        core.State.Segments[(int)SegmentRegister.Ss] = stack;
        GateEntry.Commit(core, gate, code, frame.TopAfter(words.Length));
        return true;
    }

    /// <summary>Lines up the frame in the order of its pushes, and returns its length.</summary>
    private static int Gather(Core core, CpuEvent current, bool isInner, Span<ulong> words)
    {
        int count = 0;
        if (core.Mode == ExecutionMode.Virtual8086)
        {
            foreach (SegmentRegister register in DataSegments)
            {
                words[count++] = core.State.Segments[(int)register].Selector;
            }
        }

        if (isInner)
        {
            words[count++] = core.State.Segments[(int)SegmentRegister.Ss].Selector;
            words[count++] = core.State.Rsp;
        }

        words[count++] = (ulong)GateEntry.SavedFlags(core, current);
        words[count++] = core.State.Segments[(int)SegmentRegister.Cs].Selector;
        words[count++] = GateEntry.ReturnAddress(core, current);
        if (current.HasErrorCode)
        {
            words[count++] = current.ErrorCode;
        }

        return count;
    }

    /// <summary>No selector is loaded here, so that the bases of FS and GS stay.</summary>
    private static void LeaveVirtual(Core core)
    {
        if (core.Mode != ExecutionMode.Virtual8086)
        {
            return;
        }

        foreach (SegmentRegister register in DataSegments)
        {
            core.State.Segments[(int)register] = default;
        }
    }
}
