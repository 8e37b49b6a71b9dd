using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Goes on to the next instruction.</summary>
internal readonly struct PlainTail : ITail
{
    public static StepStatus Leave(Core core, in Op op) => core.Continue(in op);
}
