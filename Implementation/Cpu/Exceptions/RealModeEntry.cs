using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

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
            _ = core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
            return false;
        }

        if (!core.TryReadSystem((uint)(core.State.Idtr.Base + offset), out uint pointer))
        {
            return false;
        }

        ref Segment cs = ref core.State.Segments[(int)SegmentRegister.Cs];
        Segment ss = core.State.Segments[(int)SegmentRegister.Ss];
        var frame = new FrameWriter(core, ss, core.State.Rsp, core.StackMask, user: false, errorCode: 0);
        if (!frame.TryPush((ushort)core.State.Rflags)
            || !frame.TryPush(cs.Selector)
            || !frame.TryPush((ushort)(core.State.Rip + current.Length)))
        {
            return false;
        }

        core.SetStackPointer(frame.Top);
        core.State.SystemFlags &= ~Cleared;
        cs = cs with { Selector = (ushort)(pointer >> 16), Base = (pointer >> 16) << 4 };
        core.State.Rip = (ushort)pointer;
        return true;
    }
}
