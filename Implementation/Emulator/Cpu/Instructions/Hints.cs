using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// What changes nothing on a core of its own: PAUSE, prefetches and other hints, fences, and CLFLUSH, which checks its
/// address like a read.
/// </summary>
internal static unsafe class Hints
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Pause or Mnemonic.Reservednop => new(&DoNothing),
        Mnemonic.Lfence or Mnemonic.Mfence or Mnemonic.Sfence => new(&DoNothing),
        Mnemonic.Clflush => new(&FlushLine),
        _ => Handler.None,
    };

    private static StepStatus DoNothing(Core core, in Op op) => core.Continue(in op);

    private static StepStatus FlushLine(Core core, in Op op) =>
        MemoryPlace.TryRead(core, in op, out byte _) ? core.Continue(in op) : StepStatus.Event;
}
