using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// IRET in protected mode and long mode, to the same or an outer level, and between 64-bit and compatibility mode. In
/// 64-bit mode it always pops SS:RSP, elsewhere only when the level changes.
/// </summary>
internal static class ProtectedReturn
{
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

        if (!core.TryLoadReturnCode(frame.Cs, out Segment code))
        {
            return StepStatus.Event;
        }

        bool isOuter = frame.Level > core.State.PrivilegeLevel;
        bool switchesStack = is64Bit || isOuter;
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        if ((isOuter && !is64Bit && !frame.TryReadStack(core, wordSize))
            || (switchesStack && !TryLoadStack(core, in frame, core.Is64BitCode(in code), out stack)))
        {
            return StepStatus.Event;
        }

        // What is not 64-bit code has an EIP, however much was popped.
        ulong target = core.Is64BitCode(in code) ? frame.Rip : (uint)frame.Rip;
        if (!core.TryReach(in code, target)
            || !core.TryMarkAccessed(ref code)
            || (switchesStack && !core.TryMarkAccessed(ref stack)))
        {
            return StepStatus.Event;
        }

        // What the popped flags may change is decided by the level that IRET runs at, not by the one it returns to.
        frame.LoadFlags(core, wordSize, LoadableAt(core));
        if (!switchesStack)
        {
            core.Drop(InterruptFrame.ShortWords * wordSize);
            return core.GoTo(code, target);
        }

        StepStatus status = core.GoTo(code, target);
        core.SwitchStack(stack, frame.Rsp);
        if (isOuter)
        {
            core.DropInnerData(frame.Level);
        }

        return status;
    }

    private static bool TryLoadStack(Core core, in InterruptFrame frame, bool to64Bit, out Segment stack) =>
        core.TryLoadStack(
            frame.Ss, frame.Level, to64Bit, ExceptionVector.GeneralProtection, external: 0, out stack);

    private static Rflags LoadableAt(Core core)
    {
        int level = core.State.PrivilegeLevel;
        Rflags kept = level > 0 ? Rflags.IoPrivilege : Rflags.None;
        kept |= level > core.State.IoPrivilege ? Rflags.Interrupt : Rflags.None;
        return Rflags.Loadable & ~kept;
    }
}
