using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>LLDT, LTR, SLDT and STR; and SMSW and LMSW, which share their forms.</summary>
internal static unsafe class SystemSegments
{
    private const SegmentAttributes Busy = SegmentAttributes.WritableOrReadable;
    private const ulong LoadableStatus = ControlBits.ProtectionEnable | ControlBits.MonitorCoprocessor
        | ControlBits.Emulation | ControlBits.TaskSwitched;

    internal static Handler Select(in Instruction instruction)
    {
        bool isMemory = instruction.OpCount > 0 && instruction.GetOpKind(0) == OpKind.Memory;
        return instruction.Mnemonic switch
        {
            Mnemonic.Lldt => isMemory ? new(&LoadLocalTable<MemoryPlace>) : new(&LoadLocalTable<TargetRegister>),
            Mnemonic.Ltr => isMemory ? new(&LoadTask<MemoryPlace>) : new(&LoadTask<TargetRegister>),
            Mnemonic.Lmsw => isMemory ? new(&LoadStatus<MemoryPlace>) : new(&LoadStatus<TargetRegister>),
            Mnemonic.Sldt or Mnemonic.Str or Mnemonic.Smsw when isMemory =>
                SelectStore<ushort, MemoryPlace>(instruction.Mnemonic),
            Mnemonic.Sldt or Mnemonic.Str or Mnemonic.Smsw => OperandShapes.SizeOf(in instruction, 0) switch
            {
                2 => SelectStore<ushort, TargetRegister>(instruction.Mnemonic),
                4 => SelectStore<uint, TargetRegister>(instruction.Mnemonic),
                8 => SelectStore<ulong, TargetRegister>(instruction.Mnemonic),
                _ => Handler.None,
            },
            _ => Handler.None,
        };
    }

    private static Handler SelectStore<T, TTarget>(Mnemonic mnemonic)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand => mnemonic switch
        {
            Mnemonic.Sldt => new(&StoreLocalTable<T, TTarget>),
            Mnemonic.Str => new(&StoreTask<T, TTarget>),
            Mnemonic.Smsw => new(&StoreStatus<T, TTarget>),
            _ => Handler.None,
        };

    private static StepStatus LoadLocalTable<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        if (!TryReadSelector<TSource>(core, in op, out ushort selector))
        {
            return StepStatus.Event;
        }

        var table = Segment.Null(selector);
        if (!Selector.IsNull(selector)
            && !TryLoadSystem(core, selector, SystemType.LocalTable, SystemType.LocalTable, out table))
        {
            return StepStatus.Event;
        }

        core.State.Segments[(int)SegmentRegister.Ldtr] = table;
        return StepStatus.Next;
    }

    private static StepStatus LoadTask<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        int oldType = core.Mode.IsLongActive() ? SystemType.AvailableTask : SystemType.AvailableTask16;
        if (!TryReadSelector<TSource>(core, in op, out ushort selector)
            || !TryLoadSystem(core, selector, oldType, SystemType.AvailableTask, out Segment task))
        {
            return StepStatus.Event;
        }

        task = task with { Attributes = task.Attributes | Busy };
        if (!core.TryWriteType(in task))
        {
            return StepStatus.Event;
        }

        core.State.Segments[(int)SegmentRegister.Tr] = task;
        return StepStatus.Next;
    }

    private static bool TryReadSelector<TSource>(Core core, in Op op, out ushort selector)
        where TSource : IOperand
    {
        selector = 0;
        return core.TryUseDescriptors()
            && (core.State.PrivilegeLevel == 0 || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0))
            && TSource.TryRead(core, in op, out selector);
    }

    /// <summary>Loads a descriptor of one of two types from the GDT; in 64-bit mode it has sixteen bytes.</summary>
    private static bool TryLoadSystem(Core core, ushort selector, int type, int otherType, out Segment segment)
    {
        segment = default;
        uint errorCode = Selector.ErrorCode(selector);
        if ((selector & Selector.LocalTableBit) != 0)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        ulong upper = 0;
        if (!core.TryLoadSegment(selector, ExceptionVector.GeneralProtection, external: 0, out segment)
            || (core.Mode == ExecutionMode.Long64 && !core.TryReadUpperHalf(selector, out upper)))
        {
            return false;
        }

        segment = segment with { Base = segment.Base | (upper << 32) };
        bool typeFits = segment.IsSystem && (segment.Type == type || segment.Type == otherType);
        if (!typeFits || !LinearAddress.IsCanonical(segment.Base))
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode);
        }

        return segment.Is(SegmentAttributes.Present)
            || core.Refuse(ExceptionVector.SegmentNotPresent, errorCode);
    }

    private static StepStatus StoreLocalTable<T, TTarget>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand => StoreSelector<T, TTarget>(core, in op, SegmentRegister.Ldtr);

    private static StepStatus StoreTask<T, TTarget>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand => StoreSelector<T, TTarget>(core, in op, SegmentRegister.Tr);

    private static StepStatus StoreSelector<T, TTarget>(Core core, in Op op, SegmentRegister register)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand =>
        core.TryUseDescriptors()
            && DescriptorTables.TryReveal(core)
            && TTarget.TryWrite(core, in op, T.CreateTruncating(core.State.Segments[(int)register].Selector))
            ? StepStatus.Next
            : StepStatus.Event;

    /// <summary>SMSW: a register takes as much of CR0 as it has room for.</summary>
    private static StepStatus StoreStatus<T, TTarget>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand =>
        DescriptorTables.TryReveal(core) && TTarget.TryWrite(core, in op, T.CreateTruncating(core.State.Cr0))
            ? StepStatus.Next
            : StepStatus.Event;

    /// <summary>LMSW: four bits of CR0, of which PE can be set but not cleared.</summary>
    private static StepStatus LoadStatus<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!TSource.TryRead(core, in op, out ushort word))
        {
            return StepStatus.Event;
        }

        ulong kept = core.State.Cr0 & (~LoadableStatus | ControlBits.ProtectionEnable);
        return ControlRegisterRules.TrySetCr0(core, kept | (word & LoadableStatus))
            ? core.RetireSerialized(in op)
            : core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
    }
}
