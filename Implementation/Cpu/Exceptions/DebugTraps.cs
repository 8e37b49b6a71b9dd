using MsrSpec.Implementation.Cpu.Interrupts;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Debug exceptions at the boundaries of instructions: breakpoints before one, single step behind it.
/// </summary>
internal static class DebugTraps
{
    private const ulong SingleStepBit = 1UL << 14;
    private const ulong HitBits = 0xF;

    /// <summary>Raises #DB when an instruction breakpoint is set at RIP and RF does not hold it off.</summary>
    internal static bool TryRaiseAtInstruction(Core core)
    {
        ref CoreState state = ref core.State;
        bool isHeldOff = (state.SystemFlags & Rflags.Resume) != 0 || state.Shadow == InterruptShadow.MovSs;
        uint hits = isHeldOff ? 0 : Breakpoints.HitsOfInstruction(in state.Debug, core.LinearOfInstruction(state.Rip));
        if (hits == 0)
        {
            return false;
        }

        Report(core, hits);
        _ = core.Raise(CpuEvent.InstructionBreakpoint);
        return true;
    }

    /// <summary>Raises the #DB of single step.</summary>
    internal static StepStatus RaiseSingleStep(Core core)
    {
        core.State.Debug[DebugRegisters.Status] |= SingleStepBit;
        return core.Raise(CpuEvent.DebugTrap);
    }

    /// <summary>What an instruction that has been executed with care ends in, after the traps that are due.</summary>
    /// <param name="core">The core.</param>
    /// <param name="singleStep">Whether TF was set when it started.</param>
    /// <param name="status">What its handler said: that it has retired, or that the core leaves.</param>
    internal static StepStatus RaiseBehindInstruction(Core core, bool singleStep, StepStatus status)
    {
        bool isDue = singleStep && core.State.Shadow != InterruptShadow.MovSs;
        if (!isDue || (status == StepStatus.Exit && core.HasPendingMsrAccess))
        {
            return status;
        }

        bool stops = status == StepStatus.Exit && core.LastExit.Kind != CoreExitKind.Halt;
        status = RaiseSingleStep(core);
        if (!stops)
        {
            return status;
        }

        CoreExit exit = core.LastExit;
        return ExceptionDelivery.TryDeliver(core) ? core.Leave(exit) : StepStatus.Exit;
    }

    private static void Report(Core core, uint hits)
    {
        ref ulong status = ref core.State.Debug[DebugRegisters.Status];
        status = (status & ~HitBits) | hits;
    }
}
