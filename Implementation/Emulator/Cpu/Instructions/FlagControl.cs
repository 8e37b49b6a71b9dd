using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// CLI, STI, CLD, STD, CLC, STC, CLAC and STAC. The interrupt flag is guarded by IOPL outside of real mode, and there
/// are no virtual interrupt flags (CR4.VME and CR4.PVI).
/// </summary>
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
        Mnemonic.Clac => new(&ClearAlignment),
        Mnemonic.Stac => new(&SetAlignment),
        _ => Handler.None,
    };

    private static StepStatus ClearInterrupt(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel > core.State.IoPrivilege)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.State.SystemFlags &= ~Rflags.Interrupt;
        return StepStatus.Next;
    }

    /// <summary>
    /// Where STI enables interrupts they still wait for the next instruction; the block is left for what waits.
    /// </summary>
    private static StepStatus SetInterrupt(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel > core.State.IoPrivilege)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if ((core.State.SystemFlags & Rflags.Interrupt) == 0)
        {
            core.State.SystemFlags |= Rflags.Interrupt;
            core.State.Shadow = InterruptShadow.Sti;
        }

        return core.RetireSerialized(in op);
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

    private static StepStatus ClearAlignment(Core core, in Op op) => ChangeAlignment(core, in op, Rflags.None);

    private static StepStatus SetAlignment(Core core, in Op op) =>
        ChangeAlignment(core, in op, Rflags.AlignmentCheck);

    /// <summary>EFLAGS.AC decides on SMAP, hence on what translations are allowed.</summary>
    private static StepStatus ChangeAlignment(Core core, in Op op, Rflags value)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        core.State.SystemFlags = (core.State.SystemFlags & ~Rflags.AlignmentCheck) | value;
        return core.RetireSerialized(in op);
    }
}
