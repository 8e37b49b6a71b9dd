using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// What delivery through a gate does alike in protected and long mode: it checks the gate and the handler's segment.
/// </summary>
internal static class GateEntry
{
    private const uint FromIdt = 2;
    private const int TssLimitOfNone = 0;

    /// <summary>Flags that are clear in every handler; an interrupt gate clears IF as well.</summary>
    private const Rflags Cleared = Rflags.Trap | Rflags.NestedTask | Rflags.Virtual8086 | Rflags.Resume;

    /// <summary>Reads and checks the gate of an event.</summary>
    internal static bool TryReadGate(Core core, CpuEvent current, bool isLong, out Gate gate)
    {
        gate = default;
        uint errorCode = ((uint)current.Vector << 3) | FromIdt | current.External;
        int size = isLong ? 2 * sizeof(ulong) : sizeof(ulong);
        uint offset = (uint)(current.Vector * size);
        if (offset + (uint)size - 1 > core.State.Idtr.Limit)
        {
            return Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        ulong address = core.State.Idtr.Base + offset;
        ulong high = 0;
        if (!core.TryReadSystem(address, out ulong low)
            || (isLong && !core.TryReadSystem(address + sizeof(ulong), out high)))
        {
            return false;
        }

        gate = new Gate(low, high);
        if (!isLong && gate.IsOldGate)
        {
            _ = core.Raise(CpuEvent.Unimplemented);
            return false;
        }

        bool isBarred = current.Kind == CpuEventKind.Software && gate.PrivilegeLevel < core.State.PrivilegeLevel;
        return gate.IsInterruptOrTrap && !isBarred
            ? gate.IsPresent || Refuse(core, ExceptionVector.SegmentNotPresent, errorCode)
            : Refuse(core, ExceptionVector.GeneralProtection, errorCode);
    }

    /// <summary>
    /// Loads and checks the segment of the handler; its selector gets the privilege level that it will run at.
    /// </summary>
    internal static bool TryLoadHandler(Core core, CpuEvent current, Gate gate, bool isLong, out Segment code)
    {
        uint errorCode = Selector.ErrorCode(gate.Selector) | current.External;
        if (!core.TryLoadSegment(gate.Selector, ExceptionVector.GeneralProtection, current.External, out code))
        {
            return false;
        }

        bool isWrongWidth = isLong && (!code.Is(SegmentAttributes.Code64) || code.Is(SegmentAttributes.Big));
        if (!code.IsCode || isWrongWidth || code.PrivilegeLevel > core.State.PrivilegeLevel)
        {
            return Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        if (!code.Is(SegmentAttributes.Present))
        {
            return Refuse(core, ExceptionVector.SegmentNotPresent, errorCode);
        }

        int level = code.IsConforming ? core.State.PrivilegeLevel : code.PrivilegeLevel;
        code = code with { Selector = (ushort)((code.Selector & ~Selector.PrivilegeBits) | level) };
        return core.TryMarkAccessed(ref code);
    }

    /// <summary>Reads a field of the current TSS; one beyond its limit raises #TS.</summary>
    internal static bool TryReadTss<T>(Core core, CpuEvent current, int offset, int size, out T value)
        where T : unmanaged
    {
        Segment tss = core.State.Segments[(int)SegmentRegister.Tr];
        value = default;
        uint limit = tss.Is(SegmentAttributes.Present) ? tss.Limit : TssLimitOfNone;
        return offset + size - 1 <= limit
            ? core.TryReadSystem(tss.Base + (ulong)offset, out value)
            : Refuse(core, ExceptionVector.InvalidTss, Selector.ErrorCode(tss.Selector) | current.External);
    }

    /// <summary>
    /// RFLAGS as they are saved: a fault is restarted with RF set, so that its breakpoint does not hit again.
    /// </summary>
    internal static Rflags SavedFlags(Core core, CpuEvent current) =>
        core.State.Rflags | (current.Kind == CpuEventKind.Fault ? Rflags.Resume : Rflags.None);

    /// <summary>Starts the handler, once its frame is written.</summary>
    internal static void Commit(Core core, Gate gate, Segment code, ulong rsp)
    {
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.PrivilegeLevel = Selector.PrivilegeLevel(code.Selector);
        core.State.Rip = gate.Offset;
        core.State.Rsp = rsp;
        core.State.SystemFlags &= ~(Cleared | (gate.IsInterrupt ? Rflags.Interrupt : Rflags.None));
    }

    internal static bool Refuse(Core core, byte vector, uint errorCode)
    {
        _ = core.Raise(vector, errorCode);
        return false;
    }
}
