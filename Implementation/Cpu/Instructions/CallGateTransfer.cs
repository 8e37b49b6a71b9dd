using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>
/// Far jumps and calls through call gates: of 16 and 32 bits, and in long mode of 64 bits and sixteen bytes. A call to
/// an inner level changes to the stack that the TSS has for it and copies the parameters there.
/// </summary>
internal static class CallGateTransfer
{
    private const int ParameterBits = 0x1F;
    private const int ParameterShift = 32;
    private const int WideType = 8;
    private const ulong UpperType = 0x1F00UL << 32;

    internal static StepStatus Jump(Core core, SegmentDescriptor descriptor, ushort selector)
    {
        if (!TryOpen(core, descriptor, selector, out Gate gate, out Segment code))
        {
            return StepStatus.Event;
        }

        int level = core.State.PrivilegeLevel;
        bool isPermitted = code.IsConforming || code.PrivilegeLevel == level;
        ulong target = OffsetOf(gate);
        return TryCheck(core, in code, isPermitted)
            && core.TryReach(in code, target)
            && core.TryMarkAccessed(ref code)
            ? core.GoTo(code.AtLevel(level), target)
            : StepStatus.Event;
    }

    internal static StepStatus Call(Core core, in Op op, SegmentDescriptor descriptor, ushort selector)
    {
        if (!TryOpen(core, descriptor, selector, out Gate gate, out Segment code)
            || !TryCheck(core, in code, isPermitted: true))
        {
            return StepStatus.Event;
        }

        ulong returnTo = core.State.Rip + op.Length;
        bool isInner = !code.IsConforming && code.PrivilegeLevel < core.State.PrivilegeLevel;
        return isInner ? CallInner(core, gate, code, returnTo) : CallSame(core, gate, code, returnTo);
    }

    private static StepStatus CallSame(Core core, Gate gate, Segment code, ulong returnTo)
    {
        int size = SizeOf(core, gate);
        Segment stack = core.State.Segments[(int)SegmentRegister.Ss];
        ulong mask = TaskStacks.StackMaskOf(in stack, core.Mode.IsLongActive());
        ulong target = OffsetOf(gate);
        ushort returnSelector = core.State.Segments[(int)SegmentRegister.Cs].Selector;
        var frame = new FrameWriter(core, stack, core.State.Rsp, mask, core.IsUser, errorCode: 0);
        bool isEntered = core.TryReserve(in stack, core.State.Rsp, mask, words: 2, size, errorCode: 0)
            && core.TryReach(in code, target)
            && core.TryMarkAccessed(ref code)
            && TryPush(ref frame, size, returnSelector)
            && TryPush(ref frame, size, returnTo);
        if (!isEntered)
        {
            return StepStatus.Event;
        }

        core.State.Rsp = (core.State.Rsp & ~mask) | frame.Top;
        return core.GoTo(code.AtLevel(core.State.PrivilegeLevel), target);
    }

    private static StepStatus CallInner(Core core, Gate gate, Segment code, ulong returnTo)
    {
        bool isLong = core.Mode.IsLongActive();
        int level = code.PrivilegeLevel;
        if (!core.TryReadInnerStack(level, out Segment stack, out ulong top))
        {
            return StepStatus.Event;
        }

        int size = SizeOf(core, gate);
        int parameters = isLong ? 0 : (int)(gate.Low >> ParameterShift) & ParameterBits;
        ulong mask = TaskStacks.StackMaskOf(in stack, isLong);
        uint errorCode = Selector.ErrorCode(stack.Selector);
        ulong target = OffsetOf(gate);
        Segment oldStack = core.State.Segments[(int)SegmentRegister.Ss];
        ushort returnSelector = core.State.Segments[(int)SegmentRegister.Cs].Selector;
        var frame = new FrameWriter(core, stack, top, mask, user: false, errorCode);
        bool isEntered = core.TryReserve(in stack, top, mask, parameters + 4, size, errorCode)
            && core.TryReach(in code, target)
            && core.TryMarkAccessed(ref code)
            && TryPush(ref frame, size, oldStack.Selector)
            && TryPush(ref frame, size, core.State.Rsp)
            && TryCopyParameters(core, ref frame, size, parameters)
            && TryPush(ref frame, size, returnSelector)
            && TryPush(ref frame, size, returnTo);
        if (!isEntered)
        {
            return StepStatus.Event;
        }

        StepStatus status = core.GoTo(code.AtLevel(level), target);
        core.SwitchStack(stack, (top & ~mask) | frame.Top);
        return status;
    }

    /// <summary>Reads the gate, and the code that it names, and checks the right to use the gate.</summary>
    private static bool TryOpen(
        Core core, SegmentDescriptor descriptor, ushort selector, out Gate gate, out Segment code)
    {
        uint errorCode = Selector.ErrorCode(selector);
        bool isLong = core.Mode.IsLongActive();
        gate = default;
        code = default;
        ulong upper = 0;
        if (isLong && !core.TryReadUpperHalf(selector, out upper))
        {
            return false;
        }

        gate = new Gate(descriptor.Raw, upper & uint.MaxValue);
        int level = Math.Max(core.State.PrivilegeLevel, Selector.PrivilegeLevel(selector));
        if ((upper & UpperType) != 0 || level > gate.PrivilegeLevel)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        return gate.IsPresent
            ? core.TryLoadSegment(gate.Selector, ExceptionVector.GeneralProtection, external: 0, out code)
            : core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
    }

    /// <summary>Checks the code of a gate, which in long mode is 64-bit code.</summary>
    private static bool TryCheck(Core core, in Segment code, bool isPermitted)
    {
        bool isWrongWidth = core.Mode.IsLongActive() && !code.Is(SegmentAttributes.Code64);
        bool isReached = code.PrivilegeLevel <= core.State.PrivilegeLevel;
        return core.TryCheckCode(in code, isPermitted && isReached && !isWrongWidth);
    }

    private static bool TryCopyParameters(Core core, ref FrameWriter frame, int size, int count)
    {
        for (int parameter = count - 1; parameter >= 0; parameter--)
        {
            if (!TryPeek(core, parameter * size, size, out ulong value) || !TryPush(ref frame, size, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryPeek(Core core, int distance, int size, out ulong value)
    {
        if (size == sizeof(ushort))
        {
            bool readWord = core.TryPeek(distance, out ushort word);
            value = word;
            return readWord;
        }

        bool read = core.TryPeek(distance, out uint doubleword);
        value = doubleword;
        return read;
    }

    private static bool TryPush(ref FrameWriter frame, int size, ulong value) => size switch
    {
        sizeof(ushort) => frame.TryPush((ushort)value),
        sizeof(uint) => frame.TryPush((uint)value),
        _ => frame.TryPush(value),
    };

    private static bool IsWide(Gate gate) => (gate.Type & WideType) != 0;

    private static int SizeOf(Core core, Gate gate) =>
        core.Mode.IsLongActive() ? sizeof(ulong) : IsWide(gate) ? sizeof(uint) : sizeof(ushort);

    private static ulong OffsetOf(Gate gate) => IsWide(gate) ? gate.Offset : (ushort)gate.Offset;
}
