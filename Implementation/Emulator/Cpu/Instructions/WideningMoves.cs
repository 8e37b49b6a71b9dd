using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MOVZX, MOVSX and MOVSXD: the type of the narrow value says whether zeros or its sign fill the wide one.
/// </summary>
internal static unsafe class WideningMoves
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Movzx => OfNarrow<byte, ushort, uint>(in instruction),
        Mnemonic.Movsx or Mnemonic.Movsxd => OfNarrow<sbyte, short, int>(in instruction),
        _ => Handler.None,
    };

    private static Handler OfNarrow<T8, T16, T32>(in Instruction instruction)
        where T8 : unmanaged, IBinaryInteger<T8>
        where T16 : unmanaged, IBinaryInteger<T16>
        where T32 : unmanaged, IBinaryInteger<T32>
    {
        bool fromMemory = OperandShapes.ShapeOf(in instruction) == OperandShape.RegisterMemory;
        int target = OperandShapes.SizeOf(in instruction, 0);
        int source = OperandShapes.SizeOf(in instruction, 1);
        return (target, source) switch
        {
            (2, 1) => From<ushort, T8>(fromMemory),
            (4, 1) => From<uint, T8>(fromMemory),
            (8, 1) => From<ulong, T8>(fromMemory),
            (2, 2) => From<ushort, T16>(fromMemory),
            (4, 2) => From<uint, T16>(fromMemory),
            (8, 2) => From<ulong, T16>(fromMemory),
            (4, 4) => From<uint, T32>(fromMemory),
            (8, 4) => From<ulong, T32>(fromMemory),
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
        if (!QuickAccess.TryRead<TSource, TNarrow>(core, in op, out TNarrow value))
        {
            return MoveOutOfLine<TWide, TNarrow, TSource>(core, in op);
        }

        _ = TargetRegister.TryWrite(core, in op, TWide.CreateTruncating(value));
        return core.Continue(in op);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepStatus MoveOutOfLine<TWide, TNarrow, TSource>(Core core, in Op op)
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
}
