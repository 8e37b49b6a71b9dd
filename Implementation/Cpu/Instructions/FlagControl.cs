using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>CLI, STI, CLD, STD, CLC and STC. The interrupt flag is guarded by IOPL outside of real mode.</summary>
internal static unsafe class FlagControl
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Cli => new(&ClearInterrupt),
        Mnemonic.Sti => new(&SetInterrupt),
        Mnemonic.Cld => new(&ClearDirection),
        Mnemonic.Std => new(&SetDirection),
        Mnemonic.Clc => new(&ClearCarry),
        Mnemonic.Stc => new(&SetCarry),
        _ => Handler.None,
    };

    private static StepStatus ClearInterrupt(Core core, in Op op) => ChangeInterrupt(core, Rflags.None);

    private static StepStatus SetInterrupt(Core core, in Op op) => ChangeInterrupt(core, Rflags.Interrupt);

    private static StepStatus ChangeInterrupt(Core core, Rflags value)
    {
        if (core.State.PrivilegeLevel > core.State.IoPrivilege)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.State.SystemFlags = (core.State.SystemFlags & ~Rflags.Interrupt) | value;
        return StepStatus.Next;
    }

    private static StepStatus ClearDirection(Core core, in Op op)
    {
        core.State.SystemFlags &= ~Rflags.Direction;
        return StepStatus.Next;
    }

    private static StepStatus SetDirection(Core core, in Op op)
    {
        core.State.SystemFlags |= Rflags.Direction;
        return StepStatus.Next;
    }

    private static StepStatus ClearCarry(Core core, in Op op)
    {
        core.State.Arithmetic.SetCarryOnly(carry: false);
        return StepStatus.Next;
    }

    private static StepStatus SetCarry(Core core, in Op op)
    {
        core.State.Arithmetic.SetCarryOnly(carry: true);
        return StepStatus.Next;
    }
}
