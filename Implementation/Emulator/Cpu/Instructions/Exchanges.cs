using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>XCHG, XADD and CMPXCHG.</summary>
internal static unsafe class Exchanges
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Xchg => OperandShapes.Select<ExchangeFamily>(in instruction),
        Mnemonic.Xadd => OperandShapes.Select<AddFamily>(in instruction),
        Mnemonic.Cmpxchg => OperandShapes.Select<CompareFamily>(in instruction),
        _ => Handler.None,
    };

    private static StepStatus Exchange<T, TPlace>(Core core, in Op op)
        where T : unmanaged
        where TPlace : IOperand
    {
        _ = SourceRegister.TryRead(core, in op, out T source);
        if (!TPlace.TryReadForWrite(core, in op, out T target) || !TPlace.TryWrite(core, in op, source))
        {
            return StepStatus.Event;
        }

        _ = SourceRegister.TryWrite(core, in op, target);
        return core.Continue(in op);
    }

    /// <summary>XADD: the sum is written last, so that it stands when both operands are one register.</summary>
    private static StepStatus ExchangeAndAdd<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        _ = SourceRegister.TryRead(core, in op, out T source);
        if (!TPlace.TryReadForWrite(core, in op, out T target))
        {
            return StepStatus.Event;
        }

        // The address of a memory operand may be formed with the register that takes the old value.
        T sum = AddOperation.Apply(ref core.State.Arithmetic, target, source);
        if (!TPlace.TryWrite(core, in op, sum))
        {
            return StepStatus.Event;
        }

        _ = SourceRegister.TryWrite(core, in op, target);
        return typeof(TPlace) != typeof(TargetRegister) || TPlace.TryWrite(core, in op, sum)
            ? StepStatus.Next
            : StepStatus.Event;
    }

    /// <summary>CMPXCHG: memory is written in any case, a register only when it was equal.</summary>
    private static StepStatus CompareAndExchange<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        _ = SourceRegister.TryRead(core, in op, out T source);
        T accumulator = Accumulator.Read<T>(core);
        if (!TPlace.TryReadForWrite(core, in op, out T target))
        {
            return StepStatus.Event;
        }

        bool isEqual = accumulator == target;
        bool isWritten = isEqual || typeof(TPlace) == typeof(MemoryPlace);
        if (isWritten && !TPlace.TryWrite(core, in op, isEqual ? source : target))
        {
            return StepStatus.Event;
        }

        _ = CmpOperation.Apply(ref core.State.Arithmetic, accumulator, target);
        if (!isEqual)
        {
            Accumulator.Write(core, target);
        }

        return core.Continue(in op);
    }

    private readonly struct ExchangeFamily : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&Exchange<T, TargetRegister>),
                OperandShape.MemoryRegister => new(&Exchange<T, MemoryPlace>),
                _ => Handler.None,
            };
    }

    private readonly struct AddFamily : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&ExchangeAndAdd<T, TargetRegister>),
                OperandShape.MemoryRegister => new(&ExchangeAndAdd<T, MemoryPlace>),
                _ => Handler.None,
            };
    }

    private readonly struct CompareFamily : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&CompareAndExchange<T, TargetRegister>),
                OperandShape.MemoryRegister => new(&CompareAndExchange<T, MemoryPlace>),
                _ => Handler.None,
            };
    }
}
