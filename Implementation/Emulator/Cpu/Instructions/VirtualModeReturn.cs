using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// IRETD at level 0 to virtual-8086 mode: it pops ESP and all segment registers, and every flag may change. Segments
/// become what they are on an 8086: 64 KiB from sixteen times the selector, of level 3.
/// </summary>
internal static class VirtualModeReturn
{
    private const int WordSize = sizeof(uint);
    private const int Level = 3;

    /// <summary>The segment registers in the order of their words, which follow ESP.</summary>
    private static ReadOnlySpan<SegmentRegister> Popped =>
    [
        SegmentRegister.Ss, SegmentRegister.Es, SegmentRegister.Ds, SegmentRegister.Fs, SegmentRegister.Gs,
    ];

    internal static StepStatus Return(Core core, in InterruptFrame frame)
    {
        if (frame.Rip > ushort.MaxValue)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        Span<ulong> words = stackalloc ulong[1 + Popped.Length];
        for (int word = 0; word < words.Length; word++)
        {
            if (!core.TryPeekWord(WordSize, InterruptFrame.ShortWords + word, out words[word]))
            {
                return StepStatus.Event;
            }
        }

        frame.LoadFlags(core, WordSize, Rflags.Loadable | Rflags.Virtual8086);
        core.State.PrivilegeLevel = Level;
        core.Refresh(); // so that segments load as they do in virtual-8086 mode
        for (int i = 0; i < Popped.Length; i++)
        {
            core.SetSegment(Popped[i], core.ShiftedSegment(Popped[i], (ushort)words[i + 1]));
        }

        core.State.Rsp = words[0];
        return RealModeTransfer.GoTo(core, core.ShiftedSegment(SegmentRegister.Cs, frame.Cs), frame.Rip);
    }
}
