using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Operands;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>MOVSX and MOVSXD, and the extensions of the accumulator: CBW, CWDE, CDQE, CWD, CDQ and CQO.</summary>
internal static unsafe class SignExtension
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Movsx or Mnemonic.Movsxd => SelectMove(in instruction),
        Mnemonic.Cbw => new(&Widen<ushort, sbyte>),
        Mnemonic.Cwde => new(&Widen<uint, short>),
        Mnemonic.Cdqe => new(&Widen<ulong, int>),
        Mnemonic.Cwd => new(&Spread<ushort>),
        Mnemonic.Cdq => new(&Spread<uint>),
        Mnemonic.Cqo => new(&Spread<ulong>),
        _ => Handler.None,
    };

    private static Handler SelectMove(in Instruction instruction)
    {
        bool fromMemory = OperandShapes.ShapeOf(in instruction) == OperandShape.RegisterMemory;
        int target = OperandShapes.SizeOf(in instruction, 0);
        int source = OperandShapes.SizeOf(in instruction, 1);
        return (target, source) switch
        {
            (2, 1) => From<ushort, sbyte>(fromMemory),
            (4, 1) => From<uint, sbyte>(fromMemory),
            (8, 1) => From<ulong, sbyte>(fromMemory),
            (2, 2) => From<ushort, short>(fromMemory),
            (4, 2) => From<uint, short>(fromMemory),
            (8, 2) => From<ulong, short>(fromMemory),
            (4, 4) => From<uint, int>(fromMemory),
            (8, 4) => From<ulong, int>(fromMemory),
            _ => Handler.None,
        };
    }

    private static Handler From<TWide, TNarrow>(bool fromMemory)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow> =>
        fromMemory ? new(&Move<TWide, TNarrow, MemoryPlace>) : new(&Move<TWide, TNarrow, SourceRegister>);

    private static StepStatus Move<TWide, TNarrow, TSource>(Core core, in Op op)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
        where TSource : IOperand
    {
        if (!TSource.TryRead(core, in op, out TNarrow value))
        {
            return StepStatus.Event;
        }

        _ = TargetRegister.TryWrite(core, in op, TWide.CreateTruncating(value));
        return core.Continue(in op);
    }

    private static StepStatus Widen<TWide, TNarrow>(Core core, in Op op)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
    {
        Accumulator.Write(core, TWide.CreateTruncating(Accumulator.Read<TNarrow>(core)));
        return core.Continue(in op);
    }

    private static StepStatus Spread<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool isNegative = (Accumulator.Read<T>(core) >> ((Unsafe.SizeOf<T>() * 8) - 1)) != T.Zero;
        Accumulator.WriteUpper(core, isNegative ? T.AllBitsSet : T.Zero);
        return core.Continue(in op);
    }
}
