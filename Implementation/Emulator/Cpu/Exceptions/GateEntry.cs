using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// What delivery through a gate does alike in protected and long mode: it checks the gate and the handler's segment.
/// </summary>
internal static class GateEntry
{
    private const uint FromIdt = 2;

    /// <summary>Flags that are clear in every handler; an interrupt gate clears IF as well.</summary>
    private const Rflags Cleared = Rflags.Trap | Rflags.NestedTask | Rflags.Virtual8086 | Rflags.Resume;

    /// <summary>
    /// Opens the gate of an event; the selector of the handler's segment gets the privilege level that it will run at.
    /// </summary>
    internal static bool TryOpen(Core core, CpuEvent current, out Gate gate, out Segment code)
    {
        code = default;
        return TryReadGate(core, current, out gate) && TryLoadHandler(core, current, gate, out code);
    }

    private static bool TryReadGate(Core core, CpuEvent current, out Gate gate)
    {
        gate = default;
        bool isLong = core.Mode.IsLongActive();
        uint errorCode = ((uint)current.Vector << 3) | FromIdt | current.External;
        int size = isLong ? 2 * sizeof(ulong) : sizeof(ulong);
        uint offset = (uint)(current.Vector * size);
        if (offset + (uint)size - 1 > core.State.Idtr.Limit)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        ulong address = core.State.Idtr.Base + offset;
        ulong high = 0;
        if (!core.TryReadSystem(core.LinearOfTable(address), out ulong low)
            || (isLong && !core.TryReadSystem(address + sizeof(ulong), out high)))
        {
            return false;
        }

        gate = new Gate(low, high);
        bool isBarred = current.Kind == CpuEventKind.Software && gate.PrivilegeLevel < core.State.PrivilegeLevel;
        if (!gate.IsUsable(isLong) || isBarred)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        if (!gate.IsPresent)
        {
            return core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
        }

        if (gate.IsTask)
        {
            _ = core.Raise(CpuEvent.TaskSwitch);
        }

        return !gate.IsTask;
    }

    private static bool TryLoadHandler(Core core, CpuEvent current, Gate gate, out Segment code)
    {
        if (!core.TryLoadSegment(gate.Selector, ExceptionVector.GeneralProtection, current.External, out code)
            || !core.TryCheckGateTarget(in code, isPermitted: true, current.External))
        {
            return false;
        }

        int level = code.IsConforming ? core.State.PrivilegeLevel : code.PrivilegeLevel;
        code = code.AtLevel(level);
        bool leavesVirtualWrongly = core.Mode == ExecutionMode.Virtual8086 && level != 0;
        uint errorCode = Selector.ErrorCode(gate.Selector) | current.External;
        return !leavesVirtualWrongly || core.Refuse(ExceptionVector.GeneralProtection, errorCode);
    }

    /// <summary>Where the handler returns to.</summary>
    internal static ulong ReturnAddress(Core core, CpuEvent current) =>
        (core.State.Rip + current.Length) & core.InstructionPointerMask;

    /// <summary>
    /// RFLAGS as they are saved: a fault is restarted with RF set, so that its breakpoint does not hit again. An
    /// instruction that interrupts by itself has cleared RF like any that completes.
    /// </summary>
    internal static Rflags SavedFlags(Core core, CpuEvent current) => current.Kind switch
    {
        CpuEventKind.Fault => core.State.Rflags | Rflags.Resume,
        CpuEventKind.Software or CpuEventKind.PrivilegedSoftware => core.State.Rflags & ~Rflags.Resume,
        CpuEventKind.Trap or CpuEventKind.Abort or CpuEventKind.External or CpuEventKind.NonMaskable
            or CpuEventKind.Unimplemented or CpuEventKind.Restart => core.State.Rflags,
    };

    /// <summary>Starts the handler, once its frame is written.</summary>
    internal static void Commit(Core core, Gate gate, Segment code, ulong rsp)
    {
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.PrivilegeLevel = Selector.PrivilegeLevel(code.Selector);
        core.State.Rip = gate.Offset;
        core.State.Rsp = rsp;
        core.State.SystemFlags &= ~(Cleared | (gate.IsInterrupt ? Rflags.Interrupt : Rflags.None));
    }
}
