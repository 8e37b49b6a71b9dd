using MsrSpec.Implementation.Cpu.Decoding;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>Goes on to the next instruction.</summary>
internal readonly struct PlainTail : ITail
{
    public static StepStatus Leave(Core core, in Op op) => core.Continue(in op);
}
