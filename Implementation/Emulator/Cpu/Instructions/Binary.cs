using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Every binary operation in every width, on every pair of places.</summary>
internal static unsafe class Binary
{
    internal static Handler Select<TOperation>(in Instruction instruction)
        where TOperation : IBinaryOperation => Select<TOperation, PlainTail>(in instruction);

    /// <summary>As it is, with something other to do last than to go on.</summary>
    internal static Handler Select<TOperation, TTail>(in Instruction instruction)
        where TOperation : IBinaryOperation
        where TTail : ITail => OperandShapes.Select<Family<TOperation, TTail>>(in instruction);

    private static StepStatus Execute<TOperation, T, TFirst, TSecond, TTail>(Core core, in Op op)
        where TOperation : IBinaryOperation
        where T : unmanaged, IBinaryInteger<T>
        where TFirst : IOperand
        where TSecond : IOperand
        where TTail : ITail
    {
        nint host = 0;
        if (!QuickAccess.TryRead<TSecond, T>(core, in op, out T right)
            || !(TOperation.KeepsResult
                ? QuickAccess.TryReadForWrite<TFirst, T>(core, in op, out T left, out host)
                : QuickAccess.TryRead<TFirst, T>(core, in op, out left)))
        {
            return ExecuteOutOfLine<TOperation, T, TFirst, TSecond, TTail>(core, in op);
        }

        T result = TOperation.Apply(ref core.State.Arithmetic, left, right);
        if (TOperation.KeepsResult)
        {
            QuickAccess.Write<TFirst, T>(core, in op, host, result);
        }

        return TTail.Leave(core, in op);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepStatus ExecuteOutOfLine<TOperation, T, TFirst, TSecond, TTail>(Core core, in Op op)
        where TOperation : IBinaryOperation
        where T : unmanaged, IBinaryInteger<T>
        where TFirst : IOperand
        where TSecond : IOperand
        where TTail : ITail
    {
        if (!TSecond.TryRead(core, in op, out T right)
            || !(TOperation.KeepsResult
                ? TFirst.TryReadForWrite(core, in op, out T left)
                : TFirst.TryRead(core, in op, out left)))
        {
            return StepStatus.Event;
        }

        T result = TOperation.Apply(ref core.State.Arithmetic, left, right);
        return !TOperation.KeepsResult || TFirst.TryWrite(core, in op, result)
            ? TTail.Leave(core, in op)
            : StepStatus.Event;
    }

    private readonly struct Family<TOperation, TTail> : ISizedFamily
        where TOperation : IBinaryOperation
        where TTail : ITail
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&Execute<TOperation, T, TargetRegister, SourceRegister, TTail>),
                OperandShape.RegisterMemory => new(&Execute<TOperation, T, TargetRegister, MemoryPlace, TTail>),
                OperandShape.RegisterImmediate => new(&Execute<TOperation, T, TargetRegister, ImmediateOperand, TTail>),
                OperandShape.MemoryRegister => new(&Execute<TOperation, T, MemoryPlace, SourceRegister, TTail>),
                OperandShape.MemoryImmediate => new(&Execute<TOperation, T, MemoryPlace, ImmediateOperand, TTail>),
                _ => Handler.None,
            };
    }
}
