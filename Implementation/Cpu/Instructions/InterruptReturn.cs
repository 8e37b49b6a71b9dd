using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>
/// IRET in real mode, in protected mode to the same or an outer level, and in long mode to 64-bit code. A return to a
/// task, to virtual-8086 mode or to compatibility mode is one that the core lacks.
/// </summary>
internal static unsafe class InterruptReturn
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Iret => new(&Return<ushort>),
        Mnemonic.Iretd => new(&Return<uint>),
        Mnemonic.Iretq => new(&Return<ulong>),
        _ => Handler.None,
    };

    /// <summary>What IRET pops, the last two words only when it returns to another stack.</summary>
    private ref struct Frame
    {
        public ulong Rip;
        public ushort Cs;
        public Rflags Flags;
        public ulong Rsp;
        public ushort Ss;
    }

    private static StepStatus Return<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        var frame = default(Frame);
        if (!TryPeekWord<T>(core, 0, out frame.Rip)
            || !TryPeekWord<T>(core, 1, out ulong cs)
            || !TryPeekWord<T>(core, 2, out ulong flags))
        {
            return StepStatus.Event;
        }

        frame.Cs = (ushort)cs;
        frame.Flags = (Rflags)flags;
        return core.Mode == ExecutionMode.Real16
            ? ReturnReal<T>(core, frame)
            : ReturnProtected<T>(core, ref frame);
    }

    private static StepStatus ReturnReal<T>(Core core, Frame frame)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref Segment cs = ref core.State.Segments[(int)SegmentRegister.Cs];
        if (frame.Rip > cs.Limit)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.Drop(3 * Unsafe.SizeOf<T>());
        cs = cs with { Selector = frame.Cs, Base = (uint)frame.Cs << 4 };
        core.State.Rip = frame.Rip;
        LoadFlags<T>(core, frame.Flags, Rflags.Loadable);
        return StepStatus.Branch;
    }

    private static StepStatus ReturnProtected<T>(Core core, ref Frame frame)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool isLong = core.Mode == ExecutionMode.Long64;
        bool isNested = (core.State.SystemFlags & Rflags.NestedTask) != 0;
        bool isToVirtual = !isLong && Unsafe.SizeOf<T>() == sizeof(uint) && core.State.PrivilegeLevel == 0
            && (frame.Flags & Rflags.Virtual8086) != 0;
        if (isToVirtual || (isNested && !isLong))
        {
            return core.Raise(CpuEvent.Unimplemented);
        }

        if (isNested)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!TryLoadCode(core, ref frame, out Segment code))
        {
            return StepStatus.Event;
        }

        int level = Selector.PrivilegeLevel(frame.Cs);
        bool switchesStack = isLong || level > core.State.PrivilegeLevel;
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        if (switchesStack && !TryPopStack<T>(core, ref frame, level, out stack))
        {
            return StepStatus.Event;
        }

        Commit<T>(core, ref frame, code, stack, switchesStack);
        return StepStatus.Branch;
    }

    private static bool TryLoadCode(Core core, ref Frame frame, out Segment code)
    {
        if (!core.TryLoadSegment(frame.Cs, ExceptionVector.GeneralProtection, external: 0, out code))
        {
            return false;
        }

        int level = Selector.PrivilegeLevel(frame.Cs);
        uint errorCode = Selector.ErrorCode(frame.Cs);
        bool levelFits = code.IsConforming ? code.PrivilegeLevel <= level : code.PrivilegeLevel == level;
        if (!code.IsCode || level < core.State.PrivilegeLevel || !levelFits)
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        if (!code.Is(SegmentAttributes.Present))
        {
            return GateEntry.Refuse(core, ExceptionVector.SegmentNotPresent, errorCode);
        }

        bool isLong = core.Mode == ExecutionMode.Long64;
        if (isLong && !code.Is(SegmentAttributes.Code64))
        {
            _ = core.Raise(CpuEvent.Unimplemented);
            return false;
        }

        bool reachable = isLong ? SegmentedMemory.IsCanonical(frame.Rip) : frame.Rip <= code.Limit;
        return reachable
            ? core.TryMarkAccessed(ref code)
            : GateEntry.Refuse(core, ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static bool TryPopStack<T>(Core core, ref Frame frame, int level, out Segment stack)
        where T : unmanaged, IBinaryInteger<T>
    {
        stack = default;
        if (!TryPeekWord<T>(core, 3, out frame.Rsp) || !TryPeekWord<T>(core, 4, out ulong selector))
        {
            return false;
        }

        frame.Ss = (ushort)selector;
        bool isLong = core.Mode == ExecutionMode.Long64;
        if (isLong && Selector.IsNull(frame.Ss) && level != 3 && Selector.PrivilegeLevel(frame.Ss) == level)
        {
            stack = new Segment(0, 0, frame.Ss, SegmentAttributes.None);
            return true;
        }

        if (!core.TryLoadSegment(frame.Ss, ExceptionVector.GeneralProtection, external: 0, out stack))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(frame.Ss);
        if (Selector.PrivilegeLevel(frame.Ss) != level || stack.PrivilegeLevel != level || !stack.IsWritableData)
        {
            return GateEntry.Refuse(core, ExceptionVector.GeneralProtection, errorCode);
        }

        return stack.Is(SegmentAttributes.Present)
            ? core.TryMarkAccessed(ref stack)
            : GateEntry.Refuse(core, ExceptionVector.StackFault, errorCode);
    }

    private static void Commit<T>(Core core, ref Frame frame, Segment code, Segment stack, bool switchesStack)
        where T : unmanaged, IBinaryInteger<T>
    {
        // What the popped flags may change is decided by the level that IRET runs at, not by the one it returns to.
        Rflags loadable = Rflags.Loadable;
        loadable &= ~(core.State.PrivilegeLevel > 0 ? Rflags.IoPrivilege : 0);
        loadable &= ~(core.State.PrivilegeLevel > core.State.IoPrivilege ? Rflags.Interrupt : 0);
        if (!switchesStack)
        {
            core.Drop(3 * Unsafe.SizeOf<T>());
        }

        int level = Selector.PrivilegeLevel(frame.Cs);
        bool isOuter = level > core.State.PrivilegeLevel;
        core.State.Segments[(int)SegmentRegister.Cs] = code;
        core.State.PrivilegeLevel = level;
        core.State.Rip = frame.Rip;
        LoadFlags<T>(core, frame.Flags, loadable);
        if (switchesStack)
        {
            core.State.Segments[(int)SegmentRegister.Ss] = stack;
            core.Refresh();
            core.SetStackPointer(frame.Rsp);
        }

        if (isOuter)
        {
            core.DropInnerData(level);
        }

        core.Refresh();
    }

    /// <summary>
    /// Loads the flags that may change. RF is among them only in name: it holds off instruction breakpoints, of which
    /// there are none here, for one instruction.
    /// </summary>
    private static void LoadFlags<T>(Core core, Rflags flags, Rflags loadable)
        where T : unmanaged
    {
        loadable &= Unsafe.SizeOf<T>() == sizeof(ushort) ? (Rflags)ushort.MaxValue : ~Rflags.None;
        loadable &= ~Rflags.Resume;
        core.State.Rflags = (core.State.Rflags & ~(loadable | Rflags.Resume)) | (flags & loadable);
    }

    private static bool TryPeekWord<T>(Core core, int word, out ulong value)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool read = core.TryPeek(word * Unsafe.SizeOf<T>(), out T narrow);
        value = ulong.CreateTruncating(narrow);
        return read;
    }
}
