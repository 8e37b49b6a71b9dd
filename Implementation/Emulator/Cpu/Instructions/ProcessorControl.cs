using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>HLT and NOP, and what stands in for the forms that the core lacks.</summary>
internal static unsafe class ProcessorControl
{
    /// <summary>Leaves the core with the bytes that it cannot execute.</summary>
    internal static Handler Missing => new(&LeaveUnimplemented);

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Hlt => new(&Halt),
        Mnemonic.Nop => new(&DoNothing),
        _ => Handler.None,
    };

    private static StepStatus Halt(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.Advance(op.Length);
        return core.LeaveHalted();
    }

    private static StepStatus DoNothing(Core core, in Op op) => core.Continue(in op);

    private static StepStatus LeaveUnimplemented(Core core, in Op op) => core.Raise(CpuEvent.Unimplemented);
}
