namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Takes the event that waits in the core to the guest's handler. What goes wrong on the way is an event again:
/// alone, or together with the first as a double fault; a fault on the way to the double fault's handler shuts the
/// core down. An event that cannot be delivered has changed nothing but memory below a stack's top.
/// </summary>
internal static class ExceptionDelivery
{
    /// <summary>DR7.GD, which would otherwise bar the handler from the debug registers.</summary>
    private const ulong GeneralDetect = 1UL << 13;

    /// <summary>Delivers; false when the core leaves instead, with the exit in it.</summary>
    internal static bool TryDeliver(Core core)
    {
        core.Memory.RestartsForCode = false;
        bool isDelivered = TryDeliverWhole(core);
        core.Memory.RestartsForCode = true;
        return isDelivered;
    }

    private static bool TryDeliverWhole(Core core)
    {
        CpuEvent current = core.PendingEvent;
        if (current.Kind == CpuEventKind.NonMaskable)
        {
            core.State.NmiBlocked = true;
        }

        while (current.Kind != CpuEventKind.Unimplemented)
        {
            if (TryEnter(core, current))
            {
                Finish(core, current);
                return true;
            }

            CpuEvent nested = core.PendingEvent;
            if (current == CpuEvent.DoubleFault && nested.Kind != CpuEventKind.Unimplemented)
            {
                core.ShutDown();
                return false;
            }

            current = Combine(current, nested);
        }

        core.LeaveUnimplemented();
        return false;
    }

    private static bool TryEnter(Core core, CpuEvent current) => core.Mode switch
    {
        ExecutionMode.Real16 => RealModeEntry.TryEnter(core, current),
        ExecutionMode.Protected16 or ExecutionMode.Protected32 or ExecutionMode.Virtual8086 =>
            ProtectedModeEntry.TryEnter(core, current),
        ExecutionMode.Long64 or ExecutionMode.Compatibility16 or ExecutionMode.Compatibility32 =>
            LongModeEntry.TryEnter(core, current),
    };

    private static void Finish(Core core, CpuEvent current)
    {
        core.State.Shadow = Interrupts.InterruptShadow.None;
        core.State.HeldBreakpoints = 0;
        if (current.IsDebugException)
        {
            core.State.Debug[DebugRegisters.Control] &= ~GeneralDetect;
        }

        core.Refresh();
    }

    /// <summary>
    /// What comes of a fault on the way to a handler. Only two faults make a double fault: after an interrupt, a trap
    /// or a benign fault the second is delivered as if it were alone.
    /// </summary>
    private static CpuEvent Combine(CpuEvent first, CpuEvent second)
    {
        bool secondIsContributory = ExceptionVector.IsContributory(second.Vector);
        bool isDouble = first.Kind == CpuEventKind.Fault && second.Kind == CpuEventKind.Fault
            && ((ExceptionVector.IsContributory(first.Vector) && secondIsContributory)
                || (first.Vector == ExceptionVector.PageFault
                    && (secondIsContributory || second.Vector == ExceptionVector.PageFault)));
        return isDouble ? CpuEvent.DoubleFault : second;
    }
}
