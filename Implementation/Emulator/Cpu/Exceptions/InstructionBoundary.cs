using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// What the boundary before an instruction says about that instruction alone. The instruction leaves it behind: whoever
/// does not retire or fault, but is executed again, has to return to it.
/// </summary>
internal readonly struct InstructionBoundary
{
    private readonly InterruptShadow _shadow;
    private readonly Rflags _flags;
    private readonly byte _held;

    private InstructionBoundary(in CoreState state)
    {
        _shadow = state.Shadow;
        _flags = state.SystemFlags & (Rflags.Resume | Rflags.Trap);
        _held = state.HeldBreakpoints;
    }

    /// <summary>Leaves the boundary that the core is at.</summary>
    internal static InstructionBoundary Leave(Core core)
    {
        var boundary = new InstructionBoundary(in core.State);
        core.State.Shadow = InterruptShadow.None;
        core.State.SystemFlags &= ~Rflags.Resume;
        core.State.HeldBreakpoints = 0;
        core.Memory.Watches.Hits = 0;
        return boundary;
    }

    /// <summary>Takes the core back to this boundary.</summary>
    internal void Return(Core core)
    {
        core.State.Shadow = _shadow;
        core.State.SystemFlags |= _flags & Rflags.Resume;
        core.State.HeldBreakpoints = _held;
    }

    /// <summary>What an instruction that has retired ends in, after the traps that are due.</summary>
    /// <param name="core">The core.</param>
    /// <param name="status">What its handler said.</param>
    internal StepStatus RaiseTraps(Core core, StepStatus status)
    {
        uint hits = _held | core.Memory.Watches.Hits;
        Rflags flags = core.StepsByNewFlags ? core.State.SystemFlags : _flags;
        core.StepsByNewFlags = false;
        bool singleStep = (flags & Rflags.Trap) != 0;
        if (core.State.Shadow == InterruptShadow.MovSs)
        {
            // What was hit is held; the single step is lost, as the next instruction has its own.
            core.State.HeldBreakpoints = (byte)hits;
            return status;
        }

        if (hits == 0 && !singleStep)
        {
            return status;
        }

        bool stops = status == StepStatus.Exit && core.LastExit.Kind != CoreExitKind.Halt;
        status = DebugTraps.RaiseBehindInstruction(core, hits, singleStep);
        if (!stops)
        {
            return status;
        }

        CoreExit exit = core.LastExit;
        return ExceptionDelivery.TryDeliver(core) ? core.Leave(exit) : StepStatus.Exit;
    }

    /// <summary>
    /// What an instruction ends in that has raised an event, after what became of breakpoints that MOV SS has hit and
    /// held. INT n, INT3 and INTO are delivered first, and the trap comes at the first instruction of their handler;
    /// INT1 tells of the hits itself. A fault drops them: so does the one that INT n ends in when its gate bars it.
    /// </summary>
    /// <param name="core">The core.</param>
    internal StepStatus RaiseHeld(Core core)
    {
        if (_held == 0)
        {
            return StepStatus.Event;
        }

        switch (core.PendingEvent.Kind)
        {
            case CpuEventKind.PrivilegedSoftware:
                DebugTraps.Report(core, _held);
                return StepStatus.Event;
            case CpuEventKind.Software:
                if (!ExceptionDelivery.TryDeliver(core))
                {
                    return StepStatus.Exit;
                }

                bool isReached = core.PendingEvent.Kind == CpuEventKind.Software;
                return isReached
                    ? DebugTraps.RaiseBehindInstruction(core, _held, singleStep: false)
                    : StepStatus.Branch;
            default:
                return StepStatus.Event;
        }
    }
}
