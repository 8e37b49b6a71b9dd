using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Debug exceptions at the boundaries of instructions: breakpoints on execution before one, breakpoints on data and
/// single step behind it.
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

    /// <summary>Raises the #DB behind an instruction.</summary>
    /// <param name="core">The core.</param>
    /// <param name="hits">The breakpoints on data that it has hit, as the low bits of DR6.</param>
    /// <param name="singleStep">Whether TF asks for it.</param>
    internal static StepStatus RaiseBehindInstruction(Core core, uint hits, bool singleStep)
    {
        Report(core, hits | (singleStep ? SingleStepBit : 0));
        return core.Raise(CpuEvent.DebugTrap);
    }

    /// <summary>Raises the #DB behind a SYSRET that has just set TF, where there was no care to take before.</summary>
    internal static StepStatus RaiseByNewFlags(Core core)
    {
        core.StepsByNewFlags = false;
        return RaiseBehindInstruction(core, hits: 0, singleStep: true);
    }

    /// <summary>Notes an access to ports, on which a breakpoint may be set under CR4.DE.</summary>
    internal static void NotePorts(Core core, ushort port, int size)
    {
        if (Breakpoints.AreEnabled(in core.State.Debug) && (core.State.Cr4 & ControlBits.DebuggingExtensions) != 0)
        {
            core.Memory.Watches.Hits |= Breakpoints.HitsOfPorts(in core.State.Debug, port, size);
        }
    }

    /// <summary>The low bits tell about this exception alone; the others stay until the guest clears them.</summary>
    internal static void Report(Core core, ulong causes)
    {
        ref ulong status = ref core.State.Debug[DebugRegisters.Status];
        status = (status & ~HitBits) | causes;
    }
}
