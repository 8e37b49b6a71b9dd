using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>RDTSC and RDTSCP, which CR4.TSD keeps for level 0, and RDPMC, which has no counter to read.</summary>
internal static unsafe class TimeStamps
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Rdtsc => new(&Read),
        Mnemonic.Rdtscp => new(&ReadWithProcessor),
        Mnemonic.Rdpmc => new(&ReadCounter),
        _ => Handler.None,
    };

    private static StepStatus Read(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0 && (core.State.Cr4 & ControlBits.TimeStampDisable) != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        PendingMsrAccess.LoadEdxEax(ref core.State.Registers, core.Msrs.TimeStampAt(core.TicksAt(in op)));
        return StepStatus.Next;
    }

    private static StepStatus ReadWithProcessor(Core core, in Op op)
    {
        StepStatus status = Read(core, in op);
        if (status == StepStatus.Next)
        {
            core.State.Registers[RegisterFile.Rcx] = core.Msrs.TimeStampAux;
        }

        return status;
    }

    private static StepStatus ReadCounter(Core core, in Op op) =>
        core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
}
