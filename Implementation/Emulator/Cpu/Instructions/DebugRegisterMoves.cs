using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MOV to and from the debug registers. First #UD for DR4 and DR5 that CR4.DE makes undefined, then the level, then
/// #DB for DR7.GD, and the value last.
/// </summary>
internal static unsafe class DebugRegisterMoves
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Mov_r32_dr or Code.Mov_r64_dr => Of(new(&Read), instruction.Op1Register),
        Code.Mov_dr_r32 or Code.Mov_dr_r64 => Of(new(&Write), instruction.Op0Register),
        _ => Handler.None,
    };

    private static Handler Of(Handler handler, Register register) =>
        register is >= Register.DR0 and <= Register.DR7 ? handler : SoftwareInterrupts.Undefined;

    private static StepStatus Read(Core core, in Op op)
    {
        int number = NumberOf(in op);
        if (!IsAccessible(core, number))
        {
            return StepStatus.Event;
        }

        core.SetWord(op.Target, ValueOf(in core.State.Debug, Alias(number)));
        return StepStatus.Next;
    }

    private static StepStatus Write(Core core, in Op op)
    {
        int number = NumberOf(in op);
        if (!IsAccessible(core, number))
        {
            return StepStatus.Event;
        }

        number = Alias(number);
        ulong value = core.WordOf(op.Source);
        if (number >= DebugRegisters.Status && value > uint.MaxValue)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.State.Debug[number] = number switch
        {
            DebugRegisters.Status => (value & DebugRegisters.StatusWritable) | DebugRegisters.StatusFixed,
            DebugRegisters.Control => (value & DebugRegisters.ControlWritable) | DebugRegisters.ControlFixed,
            _ => value,
        };
        return core.RetireSerialized(in op);
    }

    /// <summary>The number of the debug register, which the decoder leaves as an immediate.</summary>
    private static int NumberOf(in Op op) => (int)op.Immediate;

    private static int Alias(int number) => number is 4 or 5 ? number + 2 : number;

    private static ulong ValueOf(in DebugRegisters registers, int number) => number switch
    {
        DebugRegisters.Status => registers[number] | DebugRegisters.StatusFixed,
        DebugRegisters.Control => registers[number] | DebugRegisters.ControlFixed,
        _ => registers[number],
    };

    private static bool IsAccessible(Core core, int number)
    {
        if (number is 4 or 5 && (core.State.Cr4 & ControlBits.DebuggingExtensions) != 0)
        {
            _ = core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);
        }
        else if (core.State.PrivilegeLevel != 0)
        {
            _ = core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }
        else if ((core.State.Debug[DebugRegisters.Control] & DebugRegisters.GeneralDetect) != 0)
        {
            core.State.Debug[DebugRegisters.Status] |= DebugRegisters.AccessDetected;
            _ = core.Raise(ExceptionVector.Debug, errorCode: 0);
        }
        else
        {
            return true;
        }

        return false;
    }
}
