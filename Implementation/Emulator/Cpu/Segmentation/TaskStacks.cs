namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>
/// The stacks that the current TSS names: by level, in the forms of the 286, of the 386 and of long mode, where there
/// are interrupt stacks as well; and the switch to another stack.
/// </summary>
internal static class TaskStacks
{
    private const int FirstField16 = 2;
    private const int FirstField = 4;
    private const int FirstInterruptField = 0x24;

    /// <summary>Reads and checks the stack of an inner level; in long mode its selector is null.</summary>
    internal static bool TryReadInnerStack(
        this Core core, int level, uint external, out Segment stack, out ulong top)
    {
        if (core.Mode.IsLongActive())
        {
            stack = Segment.Null((ushort)level);
            return TryReadField(core, FirstField + (sizeof(ulong) * level), sizeof(ulong), external, out top);
        }

        stack = default;
        bool isWide = (core.State.Segments[(int)SegmentRegister.Tr].Type & SystemType.WideBit) != 0;
        int pointerSize = isWide ? sizeof(uint) : sizeof(ushort);
        int field = isWide ? FirstField + (2 * sizeof(uint) * level) : FirstField16 + (2 * sizeof(ushort) * level);
        if (!TryReadField(core, field, pointerSize + sizeof(ushort), external, out uint pointer)
            || !TryReadField(core, field + pointerSize, sizeof(ushort), external, out ushort selector))
        {
            top = 0;
            return false;
        }

        top = isWide ? pointer : (ushort)pointer;
        return core.TryLoadStack(
            selector, level, isNullAllowed: false, ExceptionVector.InvalidTss, external, out stack);
    }

    /// <summary>Reads an interrupt stack of long mode, which are numbered from one.</summary>
    internal static bool TryReadInterruptStack(this Core core, int number, uint external, out ulong top) =>
        TryReadField(core, FirstInterruptField + (sizeof(ulong) * (number - 1)), sizeof(ulong), external, out top);

    /// <summary>
    /// Changes to another stack, once the code is set. A stack of 32 bits takes ESP, so that the upper half of RSP is
    /// cleared; one of 16 bits takes SP.
    /// </summary>
    internal static void SwitchStack(this Core core, Segment stack, ulong top)
    {
        core.SetSegment(SegmentRegister.Ss, stack);
        core.State.Rsp = core.StackMask == ushort.MaxValue
            ? (core.State.Rsp & ~core.StackMask) | (ushort)top
            : top & core.StackMask;
    }

    /// <summary>Reads a field, with which the TSS must hold what follows it up to a size.</summary>
    private static bool TryReadField<T>(Core core, int field, int size, uint external, out T value)
        where T : unmanaged
    {
        value = default;
        Segment task = core.State.Segments[(int)SegmentRegister.Tr];
        bool isThere = task.Is(SegmentAttributes.Present) && field + size - 1 <= task.Limit;
        return isThere
            ? core.TryReadSystem(core.LinearOfTable(task.Base + (ulong)field), out value)
            : core.Refuse(ExceptionVector.InvalidTss, Selector.ErrorCode(task.Selector) | external);
    }
}
