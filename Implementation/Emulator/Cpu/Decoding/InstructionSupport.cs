using Iced.Intel;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Says which instructions the core has, to those who stand outside of it.</summary>
public static class InstructionSupport
{
    /// <summary>
    /// Whether the core executes an instruction of this form; if not, it ends as unimplemented with its bytes.
    /// </summary>
    /// <param name="instruction">The instruction with its operands.</param>
    public static bool IsImplemented(in Instruction instruction) => !HandlerSelector.Select(in instruction).IsNone;
}
