using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// RDMSR and WRMSR. A LOCK prefix has been refused by the decoder, as #UD; then the privilege level is checked; only
/// then is the port asked. Which MSRs there are, this file does not know.
/// </summary>
internal static unsafe class MsrAccess
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Rdmsr => new(&Read),
        Mnemonic.Wrmsr => new(&Write),
        _ => Handler.None,
    };

    private static StepStatus Read(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        uint index = (uint)core.State.Registers[RegisterFile.Rcx];
        core.Msrs.Observe(core.TicksAt(in op), IsPaging(core));
        MsrAccessResult result = core.Port.Read(index, out ulong value);
        if (result == MsrAccessResult.Done)
        {
            core.LoadMsrValue(value);
            return core.Continue(in op);
        }

        return result == MsrAccessResult.Exit
            ? core.LeaveForMsr(in op, PendingMsrKind.Read, index, data: 0)
            : core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static StepStatus Write(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        uint index = (uint)core.State.Registers[RegisterFile.Rcx];
        ulong value = (core.State.Registers[RegisterFile.Rdx] << 32) | (uint)core.State.Registers[RegisterFile.Rax];
        core.Msrs.Observe(core.TicksAt(in op), IsPaging(core));
        MsrAccessResult result = core.Port.Write(index, value);

        // Even a port that refuses may have written something, and #GP is delivered under it.
        core.SynchronizeWithMsrs();
        if (result == MsrAccessResult.Done)
        {
            return core.Continue(in op);
        }

        return result == MsrAccessResult.Exit
            ? core.LeaveForMsr(in op, PendingMsrKind.Write, index, value)
            : core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static bool IsPaging(Core core) => (core.State.Cr0 & ControlBits.Paging) != 0;
}
