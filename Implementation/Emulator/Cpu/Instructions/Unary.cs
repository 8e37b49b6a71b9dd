using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Every unary operation in every width, on a register or memory.</summary>
internal static unsafe class Unary
{
    internal static Handler Select<TOperation>(in Instruction instruction)
        where TOperation : IUnaryOperation => Select<TOperation, PlainTail>(in instruction);

    /// <summary>As it is, with something other to do last than to go on.</summary>
    internal static Handler Select<TOperation, TTail>(in Instruction instruction)
        where TOperation : IUnaryOperation
        where TTail : ITail => OperandShapes.Select<Family<TOperation, TTail>>(in instruction);

    private static StepStatus Execute<TOperation, T, TPlace, TTail>(Core core, in Op op)
        where TOperation : IUnaryOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TTail : ITail
    {
        if (!QuickAccess.TryReadForWrite<TPlace, T>(core, in op, out T value, out nint host))
        {
            return ExecuteOutOfLine<TOperation, T, TPlace, TTail>(core, in op);
        }

        QuickAccess.Write<TPlace, T>(core, in op, host, TOperation.Apply(ref core.State.Arithmetic, value));
        return TTail.Leave(core, in op);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepStatus ExecuteOutOfLine<TOperation, T, TPlace, TTail>(Core core, in Op op)
        where TOperation : IUnaryOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TTail : ITail
    {
        if (!TPlace.TryReadForWrite(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        T result = TOperation.Apply(ref core.State.Arithmetic, value);
        return TPlace.TryWrite(core, in op, result) ? TTail.Leave(core, in op) : StepStatus.Event;
    }

    private readonly struct Family<TOperation, TTail> : ISizedFamily
        where TOperation : IUnaryOperation
        where TTail : ITail
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.Register => new(&Execute<TOperation, T, TargetRegister, TTail>),
                OperandShape.Memory => new(&Execute<TOperation, T, MemoryPlace, TTail>),
                _ => Handler.None,
            };
    }
}
