using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Moves: MOV between general registers, memory and immediates, MOVNTI, LEA and XLAT.</summary>
internal static unsafe class DataTransfer
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Mov or Mnemonic.Movnti => SelectMove(in instruction),
        Mnemonic.Lea => SelectAddress(in instruction),
        Mnemonic.Xlatb => new(&LookUp),
        _ => Handler.None,
    };

    private static Handler SelectMove(in Instruction instruction)
    {
        OperandShape shape = OperandShapes.ShapeOf(in instruction);
        return OperandShapes.SizeOf(in instruction, 0) switch
        {
            1 => MoveOfShape<byte>(shape),
            2 => MoveOfShape<ushort>(shape),
            4 => MoveOfShape<uint>(shape),
            8 => MoveOfShape<ulong>(shape),
            _ => Handler.None,
        };
    }

    private static Handler MoveOfShape<T>(OperandShape shape)
        where T : unmanaged => shape switch
        {
            OperandShape.RegisterRegister => new(&Move<T, TargetRegister, SourceRegister>),
            OperandShape.RegisterMemory => new(&Move<T, TargetRegister, MemoryPlace>),
            OperandShape.RegisterImmediate => new(&Move<T, TargetRegister, ImmediateOperand>),
            OperandShape.MemoryRegister => new(&Move<T, MemoryPlace, SourceRegister>),
            OperandShape.MemoryImmediate => new(&Move<T, MemoryPlace, ImmediateOperand>),
            _ => Handler.None,
        };

    private static Handler SelectAddress(in Instruction instruction) =>
        OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => new(&LoadAddress<ushort>),
            4 => new(&LoadAddress<uint>),
            8 => new(&LoadAddress<ulong>),
            _ => Handler.None,
        };

    private static StepStatus Move<T, TTarget, TSource>(Core core, in Op op)
        where T : unmanaged
        where TTarget : IOperand
        where TSource : IOperand =>
        QuickAccess.TryRead<TSource, T>(core, in op, out T value)
        && QuickAccess.TryWrite<TTarget, T>(core, in op, value)
            ? core.Continue(in op)
            : MoveOutOfLine<T, TTarget, TSource>(core, in op);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepStatus MoveOutOfLine<T, TTarget, TSource>(Core core, in Op op)
        where T : unmanaged
        where TTarget : IOperand
        where TSource : IOperand =>
        TSource.TryRead(core, in op, out T value) && TTarget.TryWrite(core, in op, value)
            ? core.Continue(in op)
            : StepStatus.Event;

    private static StepStatus LoadAddress<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        _ = TargetRegister.TryWrite(core, in op, T.CreateTruncating(op.EffectiveAddress(core)));
        return core.Continue(in op);
    }

    /// <summary>XLAT: AL indexes a table of bytes.</summary>
    private static StepStatus LookUp(Core core, in Op op)
    {
        ulong table = RegisterFile.At<ulong>(ref core.State.Registers, op.Base);
        ulong address = (table + Accumulator.Read<byte>(core)) & op.AddressMask;
        if (!core.TryRead(op.Segment, address, out byte value))
        {
            return StepStatus.Event;
        }

        Accumulator.Write(core, value);
        return StepStatus.Next;
    }
}
