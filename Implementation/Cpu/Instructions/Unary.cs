using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Operands;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>Every unary operation in every width, on a register or memory.</summary>
internal static unsafe class Unary
{
    internal static Handler Select<TOperation>(in Instruction instruction)
        where TOperation : IUnaryOperation
    {
        OperandShape shape = OperandShapes.ShapeOf(in instruction);
        return OperandShapes.SizeOf(in instruction, 0) switch
        {
            1 => OfShape<TOperation, byte>(shape),
            2 => OfShape<TOperation, ushort>(shape),
            4 => OfShape<TOperation, uint>(shape),
            8 => OfShape<TOperation, ulong>(shape),
            _ => Handler.None,
        };
    }

    private static Handler OfShape<TOperation, T>(OperandShape shape)
        where TOperation : IUnaryOperation
        where T : unmanaged, IBinaryInteger<T> => shape switch
        {
            OperandShape.Register => new(&Execute<TOperation, T, TargetRegister>),
            OperandShape.Memory => new(&Execute<TOperation, T, MemoryPlace>),
            _ => Handler.None,
        };

    private static StepStatus Execute<TOperation, T, TPlace>(Core core, in Op op)
        where TOperation : IUnaryOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        if (!TPlace.TryReadForWrite(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        T result = TOperation.Apply(ref core.State.Arithmetic, value);
        return TPlace.TryWrite(core, in op, result) ? StepStatus.Next : StepStatus.Event;
    }
}
