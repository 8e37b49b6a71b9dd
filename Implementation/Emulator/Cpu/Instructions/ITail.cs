using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>What a handler does last, when its instruction has retired, as a type.</summary>
internal interface ITail
{
    static abstract StepStatus Leave(Core core, in Op op);
}
