using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>The turns of a repeated instruction, between which the run loop looks around.</summary>
internal static class RepeatedTurns
{
    private const int Most = 4096;

    /// <summary>The turns before the run loop looks around: one where each may end in a trap.</summary>
    internal static int AtOnce(Core core) =>
        (core.State.SystemFlags & Rflags.Trap) != 0 || Breakpoints.AreEnabled(in core.State.Debug) ? 1 : Most;

    /// <summary>
    /// Leaves a repetition between two turns. RF keeps a breakpoint at the instruction from coming again, also behind
    /// the IRET of a handler that now comes between.
    /// </summary>
    internal static StepStatus Leave(Core core, in Op op)
    {
        core.State.SystemFlags |= Rflags.Resume;
        core.RefreshCare();
        core.Ordinal = op.Ordinal;
        return StepStatus.Branch;
    }
}
