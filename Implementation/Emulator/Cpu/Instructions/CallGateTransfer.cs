using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Far jumps and calls through call gates: of 16 and 32 bits, and in long mode of 64 bits and sixteen bytes. A call to
/// an inner level changes to the stack that the TSS has for it and copies the parameters there.
/// </summary>
internal static class CallGateTransfer
{
    private const int ParameterBits = 0x1F;
    private const int ParameterShift = 32;

    internal static StepStatus Jump(Core core, SegmentDescriptor descriptor, ushort selector)
    {
        if (!TryOpen(core, descriptor, selector, out Gate gate, out Segment code))
        {
            return StepStatus.Event;
        }

        int level = core.State.PrivilegeLevel;
        bool isPermitted = code.IsConforming || code.PrivilegeLevel == level;
        ulong target = OffsetOf(gate);
        return core.TryCheckGateTarget(in code, isPermitted, external: 0)
            && core.TryReach(in code, target)
            && core.TryMarkAccessed(ref code)
            ? core.GoTo(code.AtLevel(level), target)
            : StepStatus.Event;
    }

    internal static StepStatus Call(Core core, in Op op, SegmentDescriptor descriptor, ushort selector)
    {
        if (!TryOpen(core, descriptor, selector, out Gate gate, out Segment code)
            || !core.TryCheckGateTarget(in code, isPermitted: true, external: 0))
        {
            return StepStatus.Event;
        }

        ulong returnTo = core.State.Rip + op.Length;
        bool isInner = !code.IsConforming && code.PrivilegeLevel < core.State.PrivilegeLevel;
        return isInner ? CallInner(core, gate, code, returnTo) : CallSame(core, gate, code, returnTo);
    }

    private static StepStatus CallSame(Core core, Gate gate, Segment code, ulong returnTo)
    {
        ulong target = OffsetOf(gate);
        return core.TryPushReturn(ref code, target, returnTo, SizeOf(core, gate), core.Mode.IsLongActive())
            ? core.GoTo(code.AtLevel(core.State.PrivilegeLevel), target)
            : StepStatus.Event;
    }

    private static StepStatus CallInner(Core core, Gate gate, Segment code, ulong returnTo)
    {
        bool isLong = core.Mode.IsLongActive();
        int level = code.PrivilegeLevel;
        if (!core.TryReadInnerStack(level, external: 0, out Segment stack, out ulong top)
            || !core.TryMarkAccessed(ref stack))
        {
            return StepStatus.Event;
        }

        int size = SizeOf(core, gate);
        int parameters = isLong ? 0 : (int)(gate.Low >> ParameterShift) & ParameterBits;
        ulong target = OffsetOf(gate);
        Span<ulong> words = stackalloc ulong[parameters + 4];
        words[0] = core.State.Segments[(int)SegmentRegister.Ss].Selector;
        words[1] = core.State.Rsp;
        words[^2] = core.State.Segments[(int)SegmentRegister.Cs].Selector;
        words[^1] = returnTo;
        var frame = new FrameWriter(core, stack, top, size, user: false, isLong);
        bool isEntered = (frame.HasRoom(words.Length)
                || core.Refuse(ExceptionVector.StackFault, Selector.ErrorCode(stack.Selector)))
            && core.TryReach(in code, target)
            && TryReadParameters(core, size, words[2..^2])
            && core.TryMarkAccessed(ref code)
            && frame.TryWrite(words);
        if (!isEntered)
        {
            return StepStatus.Event;
        }

        StepStatus status = core.GoTo(code.AtLevel(level), target);
        core.SwitchStack(stack, frame.TopAfter(words.Length));
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
        if (level > gate.PrivilegeLevel)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        return gate.IsPresent
            ? core.TryLoadSegment(gate.Selector, ExceptionVector.GeneralProtection, external: 0, out code)
            : core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
    }

    /// <summary>
    /// Reads the parameters in the order in which they are pushed: the one furthest from the top first.
    /// </summary>
    private static bool TryReadParameters(Core core, int size, Span<ulong> words)
    {
        for (int word = 0; word < words.Length; word++)
        {
            if (!core.TryPeekWord(size, words.Length - 1 - word, out words[word]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWide(Gate gate) => (gate.Type & SystemType.WideBit) != 0;

    private static int SizeOf(Core core, Gate gate) =>
        core.Mode.IsLongActive() ? sizeof(ulong) : IsWide(gate) ? sizeof(uint) : sizeof(ushort);

    private static ulong OffsetOf(Gate gate) => IsWide(gate) ? gate.Offset : (ushort)gate.Offset;
}
