using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Delivery in real mode: a vector of four bytes; FLAGS, CS and IP are pushed, and never an error code.
/// </summary>
internal static class RealModeEntry
{
    private const int VectorSize = 4;
    private const Rflags Cleared = Rflags.Interrupt | Rflags.Trap | Rflags.AlignmentCheck | Rflags.Resume;

    internal static bool TryEnter(Core core, CpuEvent current)
    {
        uint offset = (uint)current.Vector * VectorSize;
        if (offset + VectorSize - 1 > core.State.Idtr.Limit)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!core.TryReadSystem((uint)(core.State.Idtr.Base + offset), out uint pointer))
        {
            return false;
        }

        ref Segment code = ref core.State.Segments[(int)SegmentRegister.Cs];
        Segment ss = core.State.Segments[(int)SegmentRegister.Ss];
        ReadOnlySpan<ulong> words =
            [(ulong)core.State.Rflags, code.Selector, GateEntry.ReturnAddress(core, current)];
        var frame = new FrameWriter(core, ss, core.State.Rsp, sizeof(ushort), user: false, isFlat: false);
        if (!frame.HasRoom(words.Length))
        {
            return core.Refuse(ExceptionVector.StackFault, errorCode: 0);
        }

        if (!frame.TryWrite(words))
        {
            return false;
        }

        core.State.Rsp = frame.TopAfter(words.Length);
        core.State.SystemFlags &= ~Cleared;
        code = core.ShiftedSegment(SegmentRegister.Cs, (ushort)(pointer >> 16));
        core.State.Rip = (ushort)pointer;
        return true;
    }
}
