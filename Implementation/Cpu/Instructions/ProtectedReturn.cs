using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>
/// IRET in protected mode and long mode, to the same or an outer level, and between 64-bit and compatibility mode. In
/// 64-bit mode it always pops SS:RSP, elsewhere only when the level changes.
/// </summary>
internal static class ProtectedReturn
{
    private static ReadOnlySpan<SegmentRegister> DataSegments =>
        [SegmentRegister.Es, SegmentRegister.Ds, SegmentRegister.Fs, SegmentRegister.Gs];

    internal static StepStatus Return(Core core, int wordSize)
    {
        bool isLong = core.Mode.IsLongActive();
        if ((core.State.SystemFlags & Rflags.NestedTask) != 0)
        {
            return isLong
                ? core.Raise(ExceptionVector.GeneralProtection, errorCode: 0)
                : core.Raise(CpuEvent.TaskSwitch);
        }

        bool is64Bit = core.Mode == ExecutionMode.Long64;
        if (!InterruptFrame.TryRead(core, wordSize, out InterruptFrame frame)
            || (is64Bit && !frame.TryReadStack(core, wordSize)))
        {
            return StepStatus.Event;
        }

        bool isToVirtual = !isLong && wordSize == sizeof(uint) && core.State.PrivilegeLevel == 0
            && (frame.Flags & Rflags.Virtual8086) != 0;
        if (isToVirtual)
        {
            return VirtualModeReturn.Return(core, in frame);
        }

        if (!TryLoadCode(core, in frame, isLong, out Segment code))
        {
            return StepStatus.Event;
        }

        bool isOuter = frame.Level > core.State.PrivilegeLevel;
        bool switchesStack = is64Bit || isOuter;
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        if ((isOuter && !is64Bit && !frame.TryReadStack(core, wordSize))
            || (switchesStack && !TryLoadStack(core, in frame, To64Bit(isLong, in code), out stack)))
        {
            return StepStatus.Event;
        }

        if (!IsReachable(ref frame, in code, isLong))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!core.TryMarkAccessed(ref code) || (switchesStack && !TryMarkStack(core, ref stack)))
        {
            return StepStatus.Event;
        }

        // What the popped flags may change is decided by the level that IRET runs at, not by the one it returns to.
        frame.LoadFlags(core, wordSize, LoadableAt(core));
        if (!switchesStack)
        {
            core.Drop(InterruptFrame.ShortWords * wordSize);
        }

        Commit(core, in frame, in code, in stack, switchesStack);
        return StepStatus.Branch;
    }

    private static bool To64Bit(bool isLong, in Segment code) => isLong && code.Is(SegmentAttributes.Code64);

    private static bool TryLoadCode(Core core, in InterruptFrame frame, bool isLong, out Segment code)
    {
        if (!core.TryLoadSegment(frame.Cs, ExceptionVector.GeneralProtection, external: 0, out code))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(frame.Cs);
        bool levelFits = code.IsConforming
            ? code.PrivilegeLevel <= frame.Level
            : code.PrivilegeLevel == frame.Level;
        bool isOfNoWidth = To64Bit(isLong, in code) && code.Is(SegmentAttributes.Big);
        if (!code.IsCode || frame.Level < core.State.PrivilegeLevel || !levelFits || isOfNoWidth)
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        return code.Is(SegmentAttributes.Present)
            || GateEntry.Refuse(core, ExceptionVector.SegmentNotPresent, errorCode);
    }

    /// <summary>Loads SS, which may be null only in 64-bit mode at levels other than 3.</summary>
    private static bool TryLoadStack(Core core, in InterruptFrame frame, bool to64Bit, out Segment stack)
    {
        stack = new Segment(0, 0, frame.Ss, SegmentAttributes.None);
        bool levelFits = Selector.PrivilegeLevel(frame.Ss) == frame.Level;
        if (Selector.IsNull(frame.Ss) && to64Bit && frame.Level != 3 && levelFits)
        {
            return true;
        }

        if (!core.TryLoadSegment(frame.Ss, ExceptionVector.GeneralProtection, external: 0, out stack))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(frame.Ss);
        if (!levelFits || stack.PrivilegeLevel != frame.Level || !stack.IsWritableData)
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        return stack.Is(SegmentAttributes.Present)
            || GateEntry.Refuse(core, ExceptionVector.StackFault, errorCode);
    }

    private static bool TryMarkStack(Core core, ref Segment stack) =>
        Selector.IsNull(stack.Selector) || core.TryMarkAccessed(ref stack);

    /// <summary>Whether the code can be fetched; what is not 64-bit code has an EIP, however much was popped.</summary>
    private static bool IsReachable(ref InterruptFrame frame, in Segment code, bool isLong)
    {
        if (To64Bit(isLong, in code))
        {
            return SegmentedMemory.IsCanonical(frame.Rip);
        }

        frame.Rip = (uint)frame.Rip;
        return frame.Rip <= code.Limit;
    }

    private static Rflags LoadableAt(Core core)
    {
        int level = core.State.PrivilegeLevel;
        Rflags kept = level > 0 ? Rflags.IoPrivilege : Rflags.None;
        kept |= level > core.State.IoPrivilege ? Rflags.Interrupt : Rflags.None;
        return Rflags.Loadable & ~kept;
    }

    private static void Commit(
        Core core, in InterruptFrame frame, in Segment code, in Segment stack, bool switchesStack)
    {
        bool isOuter = frame.Level > core.State.PrivilegeLevel;
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.Segments[(int)SegmentRegister.Ss] = stack;
        core.State.PrivilegeLevel = frame.Level;
        core.State.Rip = frame.Rip;
        if (isOuter)
        {
            DropInnerData(core);
        }

        core.Refresh();
        if (switchesStack)
        {
            // Like any write of ESP this clears the upper half; one of SP keeps what the inner level had there.
            ulong kept = core.StackMask == ushort.MaxValue ? core.State.Rsp & ~core.StackMask : 0;
            core.State.Rsp = kept | (frame.Rsp & core.StackMask);
        }
    }

    /// <summary>
    /// Data segments that the outer level may not use become null. The bases of FS and GS, which are MSRs, stay.
    /// </summary>
    private static void DropInnerData(Core core)
    {
        foreach (SegmentRegister register in DataSegments)
        {
            ref Segment segment = ref core.State.Segments[(int)register];
            if (segment.PrivilegeLevel < core.State.PrivilegeLevel && !segment.IsConforming)
            {
                segment = segment with { Selector = 0, Attributes = SegmentAttributes.None };
            }
        }
    }
}
