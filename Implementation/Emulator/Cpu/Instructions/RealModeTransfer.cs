using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Far transfers of real and virtual-8086 mode, where CS is shifted and the level stays.</summary>
internal static class RealModeTransfer
{
    internal static StepStatus Jump(Core core, ushort selector, ulong target)
    {
        Segment code = core.ShiftedSegment(SegmentRegister.Cs, selector);
        return core.TryReach(in code, target) ? GoTo(core, code, target) : StepStatus.Event;
    }

    internal static StepStatus Call(Core core, in Op op, ushort selector, ulong target, int wordSize)
    {
        Segment code = core.ShiftedSegment(SegmentRegister.Cs, selector);
        return core.TryPushReturn(ref code, target, core.State.Rip + op.Length, wordSize, isFlat: false)
            ? GoTo(core, code, target)
            : StepStatus.Event;
    }

    internal static StepStatus Return(Core core, ushort selector, ulong target, int dropped)
    {
        Segment code = core.ShiftedSegment(SegmentRegister.Cs, selector);
        if (!core.TryReach(in code, target))
        {
            return StepStatus.Event;
        }

        core.Drop(dropped);
        return GoTo(core, code, target);
    }

    internal static StepStatus GoTo(Core core, Segment code, ulong target)
    {
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.Rip = target;
        core.Refresh();
        return StepStatus.Branch;
    }
}
