using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>The state that a multiboot kernel is entered in: flat 32-bit protected mode without paging.</summary>
internal static class MultibootEntry
{
    /// <summary>What EAX holds at the entry: the loader is a multiboot one.</summary>
    public const uint Magic = 0x2BADB002;

    private const ulong HarmlessStack = 0x7000;
    private const SegmentAttributes Flat = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.Present | SegmentAttributes.Big | SegmentAttributes.Granular;

    /// <summary>The state in which a kernel is entered.</summary>
    /// <param name="kernel">The kernel.</param>
    public static CoreState StateFor(LoadedKernel kernel)
    {
        var state = new CoreState
        {
            Cr0 = ControlBits.ProtectionEnable | ControlBits.ExtensionType,
            Rflags = Rflags.One,
            Rip = kernel.Entry,
            Rsp = HarmlessStack,
        };
        state.Registers[RegisterFile.Rax] = Magic;
        state.Registers[RegisterFile.Rbx] = kernel.Information;
        state.Debug[DebugRegisters.Status] = DebugRegisters.StatusFixed;
        state.Debug[DebugRegisters.Control] = DebugRegisters.ControlFixed;
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            bool isCode = register == (int)SegmentRegister.Cs;
            state.Segments[register] = new Segment(
                Base: 0, uint.MaxValue, (ushort)(isCode ? 0x10 : 0x18), isCode ? Flat | SegmentAttributes.Code : Flat);
        }

        // A processor always has a task register; after a reset it describes a busy TSS of 64 KiB at zero.
        state.Segments[(int)SegmentRegister.Tr] =
            new Segment(Base: 0, ushort.MaxValue, Selector: 0, (SegmentAttributes)0x8B);
        state.Segments[(int)SegmentRegister.Ldtr] =
            new Segment(Base: 0, ushort.MaxValue, Selector: 0, (SegmentAttributes)0x82);
        return state;
    }
}
