using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// BT, BTS, BTR and BTC: CF takes the bit as it was. A register counts bits from the start of a memory operand, up and
/// down; an immediate only within it.
/// </summary>
internal static unsafe class BitTests
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Bt => OperandShapes.Select<Family<Test>>(in instruction),
        Mnemonic.Bts => OperandShapes.Select<Family<TestAndSet>>(in instruction),
        Mnemonic.Btr => OperandShapes.Select<Family<TestAndReset>>(in instruction),
        Mnemonic.Btc => OperandShapes.Select<Family<TestAndComplement>>(in instruction),
        _ => Handler.None,
    };

    /// <summary>What becomes of the word that holds the bit.</summary>
    private interface IBitOperation
    {
        static abstract bool Writes { get; }

        static abstract T Apply<T>(T word, T bit)
            where T : unmanaged, IBinaryInteger<T>;
    }

    private static StepStatus Within<TOperation, T, TPlace, TOffset>(Core core, in Op op)
        where TOperation : IBitOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TOffset : IOperand
    {
        _ = TOffset.TryRead(core, in op, out byte offset);
        T bit = T.One << (offset & ((Unsafe.SizeOf<T>() * 8) - 1));
        if (!(TOperation.Writes
            ? TPlace.TryReadForWrite(core, in op, out T word)
            : TPlace.TryRead(core, in op, out word)))
        {
            return StepStatus.Event;
        }

        if (TOperation.Writes && !TPlace.TryWrite(core, in op, TOperation.Apply(word, bit)))
        {
            return StepStatus.Event;
        }

        core.State.Arithmetic.SetCarryOnly((word & bit) != T.Zero);
        return core.Continue(in op);
    }

    private static StepStatus Beyond<TOperation, T>(Core core, in Op op)
        where TOperation : IBitOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        int size = Unsafe.SizeOf<T>();
        _ = SourceRegister.TryRead(core, in op, out T given);
        int unused = 64 - (size * 8);
        long offset = (long)(ulong.CreateTruncating(given) << unused) >> unused;
        ulong address = (op.EffectiveAddress(core) + (ulong)((offset >> 3) & -size)) & op.AddressMask;
        T bit = T.One << (int)(offset & ((size * 8) - 1));
        if (!(TOperation.Writes
            ? core.TryReadForWrite(op.Segment, address, out T word)
            : core.TryRead(op.Segment, address, out word)))
        {
            return StepStatus.Event;
        }

        if (TOperation.Writes && !core.TryWrite(op.Segment, address, TOperation.Apply(word, bit)))
        {
            return StepStatus.Event;
        }

        core.State.Arithmetic.SetCarryOnly((word & bit) != T.Zero);
        return core.Continue(in op);
    }

    private readonly struct Family<TOperation> : ISizedFamily
        where TOperation : IBitOperation
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&Within<TOperation, T, TargetRegister, SourceRegister>),
                OperandShape.RegisterImmediate => new(&Within<TOperation, T, TargetRegister, ImmediateOperand>),
                OperandShape.MemoryImmediate => new(&Within<TOperation, T, MemoryPlace, ImmediateOperand>),
                OperandShape.MemoryRegister => new(&Beyond<TOperation, T>),
                _ => Handler.None,
            };
    }

    private readonly struct Test : IBitOperation
    {
        public static bool Writes => false;

        public static T Apply<T>(T word, T bit)
            where T : unmanaged, IBinaryInteger<T> => word;
    }

    private readonly struct TestAndSet : IBitOperation
    {
        public static bool Writes => true;

        public static T Apply<T>(T word, T bit)
            where T : unmanaged, IBinaryInteger<T> => word | bit;
    }

    private readonly struct TestAndReset : IBitOperation
    {
        public static bool Writes => true;

        public static T Apply<T>(T word, T bit)
            where T : unmanaged, IBinaryInteger<T> => word & ~bit;
    }

    private readonly struct TestAndComplement : IBitOperation
    {
        public static bool Writes => true;

        public static T Apply<T>(T word, T bit)
            where T : unmanaged, IBinaryInteger<T> => word ^ bit;
    }
}
