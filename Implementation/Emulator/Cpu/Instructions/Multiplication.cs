using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MUL, and IMUL with one, two and three operands. CF and OF say that the lower half does not hold the whole product.
/// </summary>
internal static unsafe class Multiplication
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Mul => OperandShapes.Select<UnsignedFamily>(in instruction),
        Mnemonic.Imul when instruction.OpCount == 1 => OperandShapes.Select<SignedFamily>(in instruction),
        Mnemonic.Imul => SelectTruncated(in instruction),
        _ => Handler.None,
    };

    private static StepStatus Unsigned<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        if (!TPlace.TryRead(core, in op, out T factor))
        {
            return StepStatus.Event;
        }

        ulong upper = Math.BigMul(
            ulong.CreateTruncating(Accumulator.Read<T>(core)), ulong.CreateTruncating(factor), out ulong lower);
        T high = Unsafe.SizeOf<T>() == sizeof(ulong)
            ? T.CreateTruncating(upper)
            : T.CreateTruncating(lower >> (Unsafe.SizeOf<T>() * 8));
        Retire(core, T.CreateTruncating(lower), high, isCut: high != T.Zero);
        return core.Continue(in op);
    }

    private static StepStatus Signed<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        if (!TPlace.TryRead(core, in op, out T factor))
        {
            return StepStatus.Event;
        }

        T low = Multiply(Accumulator.Read<T>(core), factor, out T high, out bool isCut);
        Retire(core, low, high, isCut);
        return core.Continue(in op);
    }

    private static StepStatus Truncated<T, TFirst, TSecond>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TFirst : IOperand
        where TSecond : IOperand
    {
        if (!TFirst.TryRead(core, in op, out T left) || !TSecond.TryRead(core, in op, out T right))
        {
            return StepStatus.Event;
        }

        T low = Multiply(left, right, out _, out bool isCut);
        core.State.Arithmetic.SetShifted(low, isCut, isCut);
        _ = TargetRegister.TryWrite(core, in op, low);
        return core.Continue(in op);
    }

    private static void Retire<T>(Core core, T low, T high, bool isCut)
        where T : unmanaged, IBinaryInteger<T>
    {
        core.State.Arithmetic.SetShifted(low, isCut, isCut);
        Accumulator.Write(core, low);
        Accumulator.WriteUpper(core, high);
    }

    private static T Multiply<T>(T left, T right, out T high, out bool isCut)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        long upper = Math.BigMul(SignExtended(left), SignExtended(right), out long lower);
        var low = T.CreateTruncating(lower);
        high = width == 64 ? T.CreateTruncating(upper) : T.CreateTruncating(lower >> width);
        isCut = width == 64 ? upper != lower >> 63 : lower != SignExtended(low);
        return low;
    }

    private static long SignExtended<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        int unused = 64 - (Unsafe.SizeOf<T>() * 8);
        return (long)(ulong.CreateTruncating(value) << unused) >> unused;
    }

    private static Handler SelectTruncated(in Instruction instruction)
    {
        bool fromMemory = instruction.Op1Kind == OpKind.Memory;
        bool byImmediate = instruction.OpCount == 3;
        return OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => TruncatedOf<ushort>(fromMemory, byImmediate),
            4 => TruncatedOf<uint>(fromMemory, byImmediate),
            8 => TruncatedOf<ulong>(fromMemory, byImmediate),
            _ => Handler.None,
        };
    }

    private static Handler TruncatedOf<T>(bool fromMemory, bool byImmediate)
        where T : unmanaged, IBinaryInteger<T> => (fromMemory, byImmediate) switch
        {
            (false, false) => new(&Truncated<T, SourceRegister, TargetRegister>),
            (true, false) => new(&Truncated<T, MemoryPlace, TargetRegister>),
            (false, true) => new(&Truncated<T, SourceRegister, ImmediateOperand>),
            (true, true) => new(&Truncated<T, MemoryPlace, ImmediateOperand>),
        };

    private readonly struct UnsignedFamily : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.Register => new(&Unsigned<T, TargetRegister>),
                OperandShape.Memory => new(&Unsigned<T, MemoryPlace>),
                _ => Handler.None,
            };
    }

    private readonly struct SignedFamily : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.Register => new(&Signed<T, TargetRegister>),
                OperandShape.Memory => new(&Signed<T, MemoryPlace>),
                _ => Handler.None,
            };
    }
}
