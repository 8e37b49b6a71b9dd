using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MOV to and from CR0, CR2, CR3, CR4 and CR8, and CLTS. Other control registers are #UD at any level; the ones that
/// there are ask for level 0.
/// </summary>
internal static unsafe class ControlRegisters
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Mov_r32_cr or Code.Mov_r64_cr or Code.Mov_cr_r32 or Code.Mov_cr_r64
            when instruction.HasLockPrefix => SoftwareInterrupts.Undefined,
        Code.Mov_r32_cr or Code.Mov_r64_cr => SelectRead(instruction.Op1Register),
        Code.Mov_cr_r32 or Code.Mov_cr_r64 => SelectWrite(instruction.Op0Register),
        Code.Clts => new(&ClearTaskSwitched),
        _ => Handler.None,
    };

    private static Handler SelectRead(Register register) => register switch
    {
        Register.CR0 => new(&Read0),
        Register.CR2 => new(&Read2),
        Register.CR3 => new(&Read3),
        Register.CR4 => new(&Read4),
        Register.CR8 => new(&Read8),
        _ => SoftwareInterrupts.Undefined,
    };

    private static Handler SelectWrite(Register register) => register switch
    {
        Register.CR0 => new(&Write0),
        Register.CR2 => new(&Write2),
        Register.CR3 => new(&Write3),
        Register.CR4 => new(&Write4),
        Register.CR8 => new(&Write8),
        _ => SoftwareInterrupts.Undefined,
    };

    private static StepStatus Read0(Core core, in Op op) => Give(core, in op, core.State.Cr0);

    private static StepStatus Read2(Core core, in Op op) => Give(core, in op, core.State.Cr2);

    private static StepStatus Read3(Core core, in Op op) => Give(core, in op, core.State.Cr3);

    private static StepStatus Read4(Core core, in Op op) => Give(core, in op, core.State.Cr4);

    private static StepStatus Read8(Core core, in Op op) => Give(core, in op, core.State.Cr8);

    private static StepStatus Give(Core core, in Op op, ulong value)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return Refuse(core);
        }

        core.SetWord(op.Target, value);
        return StepStatus.Next;
    }

    private static StepStatus Write0(Core core, in Op op)
    {
        ulong value = core.WordOf(op.Source);
        return core.State.PrivilegeLevel != 0 || !ControlRegisterRules.TrySetCr0(core, value)
            ? Refuse(core)
            : core.RetireSerialized(in op);
    }

    private static StepStatus Write2(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return Refuse(core);
        }

        core.State.Cr2 = core.WordOf(op.Source);
        return StepStatus.Next;
    }

    private static StepStatus Write3(Core core, in Op op)
    {
        ulong value = core.WordOf(op.Source);
        return core.State.PrivilegeLevel != 0 || !ControlRegisterRules.TrySetCr3(core, value)
            ? Refuse(core)
            : core.RetireSerialized(in op);
    }

    private static StepStatus Write4(Core core, in Op op)
    {
        ulong value = core.WordOf(op.Source);
        return core.State.PrivilegeLevel != 0 || !ControlRegisterRules.TrySetCr4(core, value)
            ? Refuse(core)
            : core.RetireSerialized(in op);
    }

    /// <summary>The block is left because a lower priority may let an interrupt through.</summary>
    private static StepStatus Write8(Core core, in Op op)
    {
        ulong value = core.WordOf(op.Source);
        if (core.State.PrivilegeLevel != 0 || value > ControlBits.HighestTaskPriority)
        {
            return Refuse(core);
        }

        core.State.Cr8 = value;
        return core.RetireSerialized(in op);
    }

    private static StepStatus ClearTaskSwitched(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return Refuse(core);
        }

        core.State.Cr0 &= ~ControlBits.TaskSwitched;
        return StepStatus.Next;
    }

    private static StepStatus Refuse(Core core) => core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
}
