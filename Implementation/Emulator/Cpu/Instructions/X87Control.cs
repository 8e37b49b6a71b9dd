using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// The control instructions of x87: FNINIT, FNCLEX, FNSTSW, FNSTCW, FLDCW and WAIT. An x87 exception that waits, which
/// only FXRSTOR can bring about here, is more than the core has: what would report it is left unimplemented.
/// </summary>
internal static unsafe class X87Control
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Fninit => new(&Initialize),
        Code.Fnclex => new(&ClearExceptions),
        Code.Fnstsw_AX => new(&StoreStatus<TargetRegister>),
        Code.Fnstsw_m2byte => new(&StoreStatus<MemoryPlace>),
        Code.Fnstcw_m2byte => new(&StoreControl),
        Code.Fldcw_m2byte => new(&LoadControl),
        Code.Wait => new(&Wait),
        _ => Handler.None,
    };

    private static StepStatus Initialize(Core core, in Op op)
    {
        if (!core.MayUseX87())
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.Initialize();
        return StepStatus.Next;
    }

    private static StepStatus ClearExceptions(Core core, in Op op)
    {
        if (!core.MayUseX87())
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.ClearExceptions();
        return StepStatus.Next;
    }

    private static StepStatus StoreStatus<TPlace>(Core core, in Op op)
        where TPlace : IOperand =>
        core.MayUseX87() && TPlace.TryWrite(core, in op, core.FloatingPoint.Status)
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus StoreControl(Core core, in Op op) =>
        core.MayUseX87() && MemoryPlace.TryWrite(core, in op, core.FloatingPoint.Control)
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus LoadControl(Core core, in Op op)
    {
        if (!core.MayUseX87())
        {
            return StepStatus.Event;
        }

        if (core.FloatingPoint.HasPendingException)
        {
            return core.Raise(CpuEvent.Unimplemented);
        }

        if (!MemoryPlace.TryRead(core, in op, out ushort control))
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.Control = control;
        return StepStatus.Next;
    }

    /// <summary>WAIT heeds CR0.TS only together with CR0.MP, and CR0.EM not at all.</summary>
    private static StepStatus Wait(Core core, in Op op)
    {
        const ulong Both = ControlBits.MonitorCoprocessor | ControlBits.TaskSwitched;
        if ((core.State.Cr0 & Both) == Both)
        {
            return core.Raise(ExceptionVector.DeviceNotAvailable, errorCode: 0);
        }

        return core.FloatingPoint.HasPendingException ? core.Raise(CpuEvent.Unimplemented) : StepStatus.Next;
    }
}
