using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>The frame of a far call that stays on its stack: CS and the instruction pointer.</summary>
internal static class FarCallFrame
{
    /// <summary>
    /// Pushes the frame of a call to checked code, unless the target cannot be reached. Real and virtual-8086 mode have
    /// no descriptor that the code could be marked in.
    /// </summary>
    /// <param name="core">The core.</param>
    /// <param name="code">The code that is called.</param>
    /// <param name="target">Where in it.</param>
    /// <param name="returnTo">Where the call returns to.</param>
    /// <param name="wordSize">The bytes of a word of the frame.</param>
    /// <param name="isFlat">Whether no segment bounds the stack.</param>
    internal static bool TryPushReturn(
        this Core core, ref Segment code, ulong target, ulong returnTo, int wordSize, bool isFlat)
    {
        ref readonly Segment stack = ref core.State.Segments[(int)SegmentRegister.Ss];
        var frame = new FrameWriter(core, stack, core.State.Rsp, wordSize, core.IsUser, isFlat);
        ReadOnlySpan<ulong> words = [core.State.Segments[(int)SegmentRegister.Cs].Selector, returnTo];
        bool isPushed = (frame.HasRoom(words.Length) || core.Refuse(ExceptionVector.StackFault, errorCode: 0))
            && core.TryReach(in code, target)
            && (core.Mode.IsRealLike() || core.TryMarkAccessed(ref code))
            && frame.TryWrite(words);
        if (isPushed)
        {
            core.State.Rsp = frame.TopAfter(words.Length);
        }

        return isPushed;
    }
}
