using System.Numerics;
using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>Far transfers of real and virtual-8086 mode, where CS is shifted and the level stays.</summary>
internal static class RealModeTransfer
{
    internal static StepStatus Call<T>(Core core, in Op op, ushort selector, ulong target)
        where T : unmanaged, IBinaryInteger<T>
    {
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        ushort returnSelector = core.State.Segments[(int)SegmentRegister.Cs].Selector;
        var frame = new FrameWriter(
            core, stack, core.State.Rsp, Unsafe.SizeOf<T>(), core.IsUser, isFlat: false);
        ReadOnlySpan<ulong> words = [returnSelector, core.State.Rip + op.Length];
        bool isEntered = (frame.HasRoom(words.Length) || core.Refuse(ExceptionVector.StackFault, errorCode: 0))
            && TryReach(core, target)
            && frame.TryWrite(words);
        if (!isEntered)
        {
            return StepStatus.Event;
        }

        core.State.Rsp = frame.TopAfter(words.Length);
        return GoTo(core, selector, target);
    }

    internal static StepStatus Return(Core core, ushort selector, ulong target, int dropped)
    {
        if (!TryReach(core, target))
        {
            return StepStatus.Event;
        }

        core.Drop(dropped);
        return GoTo(core, selector, target);
    }

    internal static bool TryReach(Core core, ulong target) =>
        target <= core.State.Segments[(int)SegmentRegister.Cs].Limit
        || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);

    internal static StepStatus GoTo(Core core, ushort selector, ulong target)
    {
        core.State.Segments[(int)SegmentRegister.Cs] = core.ShiftedSegment(SegmentRegister.Cs, selector);
        core.State.Rip = target;
        core.Refresh();
        return StepStatus.Branch;
    }
}
