using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>INT n, INT3, INTO, INT1, UD0, UD1, UD2, and every encoding that is no instruction.</summary>
internal static unsafe class SoftwareInterrupts
{
    private const int IoPrivilegeOfVirtual = 3;

    /// <summary>Raises #GP(0), for an instruction of more than 15 bytes.</summary>
    internal static Handler TooLong => new(&RefuseLength);

    /// <summary>Raises #UD, for an instruction that the CPU model lacks.</summary>
    internal static Handler Undefined => new(&InvalidOpcode);

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Int => new(&Software),
        Mnemonic.Int3 => new(&Breakpoint),
        Mnemonic.Into => new(&Overflow),
        Mnemonic.Int1 => new(&Debug),
        Mnemonic.Ud0 or Mnemonic.Ud1 or Mnemonic.Ud2 or Mnemonic.INVALID => new(&InvalidOpcode),
        _ => Handler.None,
    };

    /// <summary>INT n: in virtual-8086 mode, and there alone of all these, IOPL must let it.</summary>
    private static StepStatus Software(Core core, in Op op)
    {
        bool isBarred = core.Mode == ExecutionMode.Virtual8086 && core.State.IoPrivilege != IoPrivilegeOfVirtual;
        return isBarred
            ? core.Raise(ExceptionVector.GeneralProtection, errorCode: 0)
            : core.Raise(CpuEvent.Software((byte)op.Immediate, op.Length));
    }

    private static StepStatus Breakpoint(Core core, in Op op) =>
        core.Raise(CpuEvent.Software(ExceptionVector.Breakpoint, op.Length));

    private static StepStatus Overflow(Core core, in Op op) => core.State.Arithmetic.Overflow
        ? core.Raise(CpuEvent.Software(ExceptionVector.Overflow, op.Length))
        : StepStatus.Next;

    private static StepStatus Debug(Core core, in Op op) => core.Raise(CpuEvent.PrivilegedSoftware(op.Length));

    private static StepStatus RefuseLength(Core core, in Op op) =>
        core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);

    private static StepStatus InvalidOpcode(Core core, in Op op) =>
        core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);
}
