namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Takes the event that waits in the core to the guest's handler. What goes wrong on the way is an event again:
/// alone, or together with the first as a double fault; a fault on the way to the double fault's handler shuts the
/// core down.
/// </summary>
internal static class ExceptionDelivery
{
    /// <summary>Delivers; false when the core leaves instead, with the exit in it.</summary>
    internal static bool TryDeliver(Core core)
    {
        CpuEvent current = core.PendingEvent;
        while (current.Kind != CpuEventKind.Unimplemented)
        {
            if (TryEnter(core, current))
            {
                core.Refresh();
                return true;
            }

            CpuEvent nested = core.PendingEvent;
            if (IsDoubleFault(current) && nested.Kind != CpuEventKind.Unimplemented)
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

    private static bool IsDoubleFault(CpuEvent current) =>
        current is { Kind: CpuEventKind.Fault, Vector: ExceptionVector.DoubleFault };

    private static CpuEvent Combine(CpuEvent first, CpuEvent second)
    {
        bool firstIsFault = first.Kind == CpuEventKind.Fault;
        bool secondIsContributory = ExceptionVector.IsContributory(second.Vector);
        bool isDouble = firstIsFault && second.Kind == CpuEventKind.Fault
            && ((ExceptionVector.IsContributory(first.Vector) && secondIsContributory)
                || (first.Vector == ExceptionVector.PageFault
                    && (secondIsContributory || second.Vector == ExceptionVector.PageFault)));
        return isDouble ? CpuEvent.Fault(ExceptionVector.DoubleFault, errorCode: 0) : second;
    }
}
