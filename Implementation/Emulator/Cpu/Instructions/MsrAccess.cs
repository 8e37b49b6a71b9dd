using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// RDMSR, WRMSR, WRMSRNS and their immediate forms. A LOCK prefix has been refused by the decoder, as #UD; then the
/// privilege level is checked; only then is the port asked. Which MSRs there are, this file does not know.
/// </summary>
internal static unsafe class MsrAccess
{
    /// <summary>RDMSR in immediate form.</summary>
    internal static Handler ImmediateRead => new(&ReadImmediate);

    /// <summary>WRMSRNS in immediate form.</summary>
    internal static Handler ImmediateWrite => new(&WriteImmediate);

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Rdmsr => new(&Read),
        Mnemonic.Wrmsr or Mnemonic.Wrmsrns => new(&Write),
        _ => Handler.None,
    };

    private static StepStatus Read(Core core, in Op op) =>
        Read(core, in op, (uint)core.State.Registers[RegisterFile.Rcx], PendingMsrKind.Read);

    private static StepStatus ReadImmediate(Core core, in Op op) =>
        Read(core, in op, (uint)op.Immediate, PendingMsrKind.ImmediateRead);

    private static StepStatus Write(Core core, in Op op)
    {
        ref RegisterFile registers = ref core.State.Registers;
        ulong value = (registers[RegisterFile.Rdx] << 32) | (uint)registers[RegisterFile.Rax];
        return Write(core, in op, (uint)registers[RegisterFile.Rcx], value);
    }

    private static StepStatus WriteImmediate(Core core, in Op op) =>
        Write(core, in op, (uint)op.Immediate, RegisterFile.At<ulong>(ref core.State.Registers, op.Target));

    private static StepStatus Read(Core core, in Op op, uint index, PendingMsrKind kind)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.Msrs.Observe(core.TicksAt(in op), IsPaging(core));
        MsrAccessResult result = core.Port.Read(index, out ulong value);
        if (result == MsrAccessResult.Done)
        {
            Pending(in op, kind).Load(ref core.State.Registers, value);
            return core.Continue(in op);
        }

        return Refuse(core, in op, result, kind, index, data: 0);
    }

    private static StepStatus Write(Core core, in Op op, uint index, ulong value)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.Msrs.Observe(core.TicksAt(in op), IsPaging(core));
        MsrAccessResult result = core.Port.Write(index, value);

        // Even a port that refuses may have written something, and #GP is delivered under it.
        core.SynchronizeWithMsrs();
        return result == MsrAccessResult.Done
            ? core.Continue(in op)
            : Refuse(core, in op, result, PendingMsrKind.Write, index, value);
    }

    private static StepStatus Refuse(
        Core core, in Op op, MsrAccessResult result, PendingMsrKind kind, uint index, ulong data) => result switch
        {
            MsrAccessResult.Exit => core.LeaveForMsr(in op, Pending(in op, kind), index, data),
            MsrAccessResult.Error => core.LeaveForError(in op),
            _ => core.Raise(ExceptionVector.GeneralProtection, errorCode: 0),
        };

    private static PendingMsrAccess Pending(in Op op, PendingMsrKind kind) => new(kind, op.Length, op.Target);

    private static bool IsPaging(Core core) => (core.State.Cr0 & ControlBits.Paging) != 0;
}
