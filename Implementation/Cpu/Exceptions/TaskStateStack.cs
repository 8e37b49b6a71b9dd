using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// The stacks that the task state segment names: by level, in the forms of the 286, of the 386 and of long mode, where
/// there are interrupt stacks as well.
/// </summary>
internal static class TaskStateStack
{
    private const int FirstStack16 = 2;
    private const int FirstStack = 4;
    private const int FirstInterruptStack = 0x24;

    /// <summary>Reads the stack of a level and checks its segment.</summary>
    internal static bool TryReadLegacy(Core core, CpuEvent current, int level, out Segment stack, out uint top)
    {
        stack = default;
        bool is16Bit = !core.State.Segments[(int)SegmentRegister.Tr].Is(SegmentAttributes.Code);
        int pointerSize = is16Bit ? sizeof(ushort) : sizeof(uint);
        int field = is16Bit ? FirstStack16 + (2 * sizeof(ushort) * level) : FirstStack + (2 * sizeof(uint) * level);
        if (!TryReadPointer(core, current, field, pointerSize, out top)
            || !core.TryReadSystem((uint)AddressOf(core, field + pointerSize), out ushort selector)
            || !core.TryLoadSegment(selector, ExceptionVector.InvalidTss, current.External, out stack))
        {
            return false;
        }

        uint errorCode = Selector.ErrorCode(selector) | current.External;
        if (Selector.PrivilegeLevel(selector) != level || stack.PrivilegeLevel != level || !stack.IsWritableData)
        {
            return GateEntry.Refuse(core, ExceptionVector.InvalidTss, errorCode);
        }

        return stack.Is(SegmentAttributes.Present)
            || GateEntry.Refuse(core, ExceptionVector.StackFault, errorCode);
    }

    /// <summary>Reads a stack pointer of long mode: an interrupt stack's by index, or a level's.</summary>
    internal static bool TryReadLong(Core core, CpuEvent current, int stackIndex, int level, out ulong top)
    {
        top = 0;
        int field = stackIndex != 0
            ? FirstInterruptStack + (sizeof(ulong) * (stackIndex - 1))
            : FirstStack + (sizeof(ulong) * level);
        return HoldsField(core, current, field, sizeof(ulong)) && core.TryReadSystem(AddressOf(core, field), out top);
    }

    private static bool TryReadPointer(Core core, CpuEvent current, int field, int size, out uint pointer)
    {
        pointer = 0;
        if (!HoldsField(core, current, field, size + sizeof(ushort)))
        {
            return false;
        }

        uint address = (uint)AddressOf(core, field);
        if (size == sizeof(uint))
        {
            return core.TryReadSystem(address, out pointer);
        }

        bool read = core.TryReadSystem(address, out ushort narrow);
        pointer = narrow;
        return read;
    }

    private static bool HoldsField(Core core, CpuEvent current, int field, int size)
    {
        Segment tss = core.State.Segments[(int)SegmentRegister.Tr];
        bool holds = tss.Is(SegmentAttributes.Present) && (uint)(field + size - 1) <= tss.Limit;
        uint errorCode = Selector.ErrorCode(tss.Selector) | current.External;
        return holds || GateEntry.Refuse(core, ExceptionVector.InvalidTss, errorCode);
    }

    private static ulong AddressOf(Core core, int field) =>
        core.State.Segments[(int)SegmentRegister.Tr].Base + (ulong)field;
}
