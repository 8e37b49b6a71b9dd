using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>
/// IRETD at level 0 to virtual-8086 mode: it pops ESP and all segment registers, and every flag may change. Segments
/// become what they are on an 8086: 64 KiB from sixteen times the selector, of level 3.
/// </summary>
internal static class VirtualModeReturn
{
    private const int WordSize = sizeof(uint);
    private const int Level = 3;

    private const SegmentAttributes Attributes = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.PrivilegeLevel | SegmentAttributes.Present;

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
            if (!InterruptFrame.TryPeek(core, WordSize, InterruptFrame.ShortWords + word, out words[word]))
            {
                return StepStatus.Event;
            }
        }

        LoadSegment(core, SegmentRegister.Cs, frame.Cs);
        for (int i = 0; i < Popped.Length; i++)
        {
            LoadSegment(core, Popped[i], (ushort)words[i + 1]);
        }

        core.State.PrivilegeLevel = Level;
        core.State.Rip = frame.Rip;
        core.State.Rsp = words[0];
        frame.LoadFlags(core, WordSize, Rflags.Loadable | Rflags.Virtual8086);
        core.Refresh();
        return StepStatus.Branch;
    }

    private static void LoadSegment(Core core, SegmentRegister register, ushort selector)
    {
        var segment = new Segment((ulong)selector << 4, ushort.MaxValue, selector, Attributes);
        core.State.Segments[(int)register] = segment;
        if (register is SegmentRegister.Fs or SegmentRegister.Gs)
        {
            _ = core.Msrs.HostWrite(register == SegmentRegister.Fs ? Id.FsBase : Id.GsBase, segment.Base);
        }
    }
}
