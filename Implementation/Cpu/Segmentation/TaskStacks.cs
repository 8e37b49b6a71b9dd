using MsrSpec.Implementation.Cpu.Exceptions;

namespace MsrSpec.Implementation.Cpu.Segmentation;

/// <summary>The stacks of the inner levels, which the current TSS names, and the switch to another stack.</summary>
internal static class TaskStacks
{
    private const int FirstField16 = 2;
    private const int FirstField = 4;
    private const int WideType = 8;

    /// <summary>Reads and checks the stack of an inner level; in long mode its selector is null.</summary>
    internal static bool TryReadInnerStack(this Core core, int level, out Segment stack, out ulong top)
    {
        Segment task = core.State.Segments[(int)SegmentRegister.Tr];
        if (core.Mode.IsLongActive())
        {
            stack = new Segment(0, 0, (ushort)level, SegmentAttributes.None);
            return TryReadField(core, in task, FirstField + (sizeof(ulong) * level), sizeof(ulong), out top);
        }

        stack = default;
        bool isWide = (task.Type & WideType) != 0;
        int pointerSize = isWide ? sizeof(uint) : sizeof(ushort);
        int field = isWide ? FirstField + (2 * sizeof(uint) * level) : FirstField16 + (2 * sizeof(ushort) * level);
        if (!TryReadField(core, in task, field, pointerSize + sizeof(ushort), out uint pointer)
            || !TryReadField(core, in task, field + pointerSize, sizeof(ushort), out ushort selector))
        {
            top = 0;
            return false;
        }

        top = isWide ? pointer : (ushort)pointer;
        return core.TryLoadStack(
            selector, level, isNullAllowed: false, ExceptionVector.InvalidTss, external: 0, out stack);
    }

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

    private static bool TryReadField<T>(Core core, in Segment task, int field, int size, out T value)
        where T : unmanaged
    {
        value = default;
        bool isThere = task.Is(SegmentAttributes.Present) && field + size - 1 <= task.Limit;
        return isThere
            ? core.TryReadSystem(task.Base + (ulong)field, out value)
            : core.Refuse(ExceptionVector.InvalidTss, Selector.ErrorCode(task.Selector));
    }
}
