using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// LAR, LSL, VERR, VERW and ARPL: questions about a selector that ZF answers. Whether a segment is present is not
/// asked.
/// </summary>
internal static unsafe class SelectorQueries
{
    private const uint AccessRights = 0x00FF_FF00;

    /// <summary>The system types that LAR knows, as a set of bits: tables, tasks, call gates and task gates.</summary>
    private const uint RightsTypes = 0b0001_1010_0011_1110;

    /// <summary>Those with a limit, which LSL knows.</summary>
    private const uint LimitTypes = 0b0000_1010_0000_1110;

    /// <summary>What long mode leaves of either: there, nothing is of 16 bits, and tasks have no gates.</summary>
    private const uint LongTypes = 0b0001_1010_0000_0100;

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Lar or Mnemonic.Lsl => OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => SelectFrom<ushort>(in instruction),
            4 => SelectFrom<uint>(in instruction),
            8 => SelectFrom<ulong>(in instruction),
            _ => Handler.None,
        },
        Mnemonic.Verr when IsMemory(in instruction, 0) => new(&VerifyRead<MemoryPlace>),
        Mnemonic.Verr => new(&VerifyRead<TargetRegister>),
        Mnemonic.Verw when IsMemory(in instruction, 0) => new(&VerifyWrite<MemoryPlace>),
        Mnemonic.Verw => new(&VerifyWrite<TargetRegister>),
        Mnemonic.Arpl when IsMemory(in instruction, 0) => new(&AdjustLevel<MemoryPlace>),
        Mnemonic.Arpl => new(&AdjustLevel<TargetRegister>),
        _ => Handler.None,
    };

    private static bool IsMemory(in Instruction instruction, int operand) =>
        instruction.GetOpKind(operand) == OpKind.Memory;

    private static Handler SelectFrom<T>(in Instruction instruction)
        where T : unmanaged, IBinaryInteger<T> =>
        (instruction.Mnemonic == Mnemonic.Lar, IsMemory(in instruction, 1)) switch
        {
            (true, true) => new(&LoadRights<T, MemoryPlace>),
            (true, false) => new(&LoadRights<T, SourceRegister>),
            (false, true) => new(&LoadLimit<T, MemoryPlace>),
            (false, false) => new(&LoadLimit<T, SourceRegister>),
        };

    private static StepStatus LoadRights<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand
    {
        if (!TryLook<TSource>(core, in op, out SegmentDescriptor descriptor, out Segment segment, out bool isSeen))
        {
            return StepStatus.Event;
        }

        bool isKnown = isSeen && IsAnyOf(core, in segment, RightsTypes);
        return Answer(core, in op, isKnown, T.CreateTruncating((uint)(descriptor.Raw >> 32) & AccessRights));
    }

    private static StepStatus LoadLimit<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand
    {
        if (!TryLook<TSource>(core, in op, out _, out Segment segment, out bool isSeen))
        {
            return StepStatus.Event;
        }

        bool isKnown = isSeen && IsAnyOf(core, in segment, LimitTypes);
        return Answer(core, in op, isKnown, T.CreateTruncating(segment.Limit));
    }

    private static StepStatus VerifyRead<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        if (!TryLook<TSource>(core, in op, out _, out Segment segment, out bool isSeen))
        {
            return StepStatus.Event;
        }

        SetZero(core, isSeen && !segment.IsSystem && segment.IsReadable);
        return StepStatus.Next;
    }

    private static StepStatus VerifyWrite<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        if (!TryLook<TSource>(core, in op, out _, out Segment segment, out bool isSeen))
        {
            return StepStatus.Event;
        }

        SetZero(core, isSeen && segment.IsWritableData);
        return StepStatus.Next;
    }

    /// <summary>
    /// ARPL raises the level of a selector to that of another; it must be allowed to write it in any case.
    /// </summary>
    private static StepStatus AdjustLevel<TTarget>(Core core, in Op op)
        where TTarget : IOperand
    {
        if (!core.TryUseDescriptors() || !TTarget.TryReadForWrite(core, in op, out ushort selector))
        {
            return StepStatus.Event;
        }

        int level = Selector.PrivilegeLevel(RegisterFile.At<ushort>(ref core.State.Registers, op.Source));
        bool isRaised = Selector.PrivilegeLevel(selector) < level;
        if (isRaised)
        {
            _ = TTarget.TryWrite(core, in op, Selector.AtLevel(selector, level));
        }

        SetZero(core, isRaised);
        return StepStatus.Next;
    }

    /// <summary>
    /// Reads the operand and what it names; whether the selector names something that its level and the current one
    /// reach is part of the answer. It fails only by a fault.
    /// </summary>
    private static bool TryLook<TSource>(
        Core core, in Op op, out SegmentDescriptor descriptor, out Segment segment, out bool isSeen)
        where TSource : IOperand
    {
        descriptor = default;
        segment = default;
        isSeen = false;
        if (!core.TryUseDescriptors() || !TSource.TryRead(core, in op, out ushort selector))
        {
            return false;
        }

        if (Selector.IsNull(selector)
            || !core.TryFindDescriptor(selector, DescriptorAccess.DescriptorSize, out ulong linear))
        {
            return true;
        }

        bool read = core.TryReadSystem(linear, out ulong raw);
        descriptor = new SegmentDescriptor(raw);
        segment = descriptor.Load(selector);
        isSeen = core.MayUse(in segment);
        return read;
    }

    private static bool IsAnyOf(Core core, in Segment segment, uint types)
    {
        uint known = core.Mode.IsLongActive() ? types & LongTypes : types;
        return !segment.IsSystem || (known & (1U << segment.Type)) != 0;
    }

    private static StepStatus Answer<T>(Core core, in Op op, bool isKnown, T value)
        where T : unmanaged
    {
        if (isKnown)
        {
            RegisterFile.Set(ref core.State.Registers, op.Target, value);
        }

        SetZero(core, isKnown);
        return StepStatus.Next;
    }

    private static void SetZero(Core core, bool isZero)
    {
        Rflags flags = core.State.Arithmetic.ToRflags() & ~Rflags.Zero;
        core.State.Arithmetic = ArithmeticFlags.FromRflags(flags | (isZero ? Rflags.Zero : Rflags.None));
    }
}
