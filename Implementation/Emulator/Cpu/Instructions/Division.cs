using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// DIV and IDIV: #DE by zero and for a quotient that the lower half cannot hold. No flag changes; the architecture
/// leaves all six undefined.
/// </summary>
internal static unsafe class Division
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Div => OperandShapes.Select<UnsignedFamily>(in instruction),
        Mnemonic.Idiv => OperandShapes.Select<SignedFamily>(in instruction),
        _ => Handler.None,
    };

    private static StepStatus Unsigned<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        if (!TPlace.TryRead(core, in op, out T divisor))
        {
            return StepStatus.Event;
        }

        if (Accumulator.ReadUpper<T>(core) >= divisor)
        {
            return core.Raise(ExceptionVector.DivideError, errorCode: 0);
        }

        Divide(Accumulator.ReadDouble<T>(core), ulong.CreateTruncating(divisor), out UInt128 quotient, out ulong rest);
        Accumulator.Write(core, T.CreateTruncating(quotient));
        Accumulator.WriteUpper(core, T.CreateTruncating(rest));
        return core.Continue(in op);
    }

    /// <summary>
    /// By magnitudes, so that the most negative dividend is like any other; the remainder has the dividend's sign.
    /// </summary>
    private static StepStatus Signed<T, TPlace>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
    {
        if (!TPlace.TryRead(core, in op, out T divisor))
        {
            return StepStatus.Event;
        }

        int width = Unsafe.SizeOf<T>() * 8;
        UInt128 dividend = Accumulator.ReadDouble<T>(core);
        bool isNegative = ((dividend >> ((2 * width) - 1)) & UInt128.One) != UInt128.Zero;
        bool isByNegative = (divisor >> (width - 1)) != T.Zero;
        ulong size = ulong.CreateTruncating(isByNegative ? T.Zero - divisor : divisor);
        if (size == 0)
        {
            return core.Raise(ExceptionVector.DivideError, errorCode: 0);
        }

        UInt128 magnitude = (isNegative ? UInt128.Zero - dividend : dividend)
            & (UInt128.MaxValue >> (128 - (2 * width)));
        Divide(magnitude, size, out UInt128 quotient, out ulong rest);
        UInt128 mostNegative = UInt128.One << (width - 1);
        if (isNegative == isByNegative ? quotient >= mostNegative : quotient > mostNegative)
        {
            return core.Raise(ExceptionVector.DivideError, errorCode: 0);
        }

        var low = T.CreateTruncating(quotient);
        var high = T.CreateTruncating(rest);
        Accumulator.Write(core, isNegative == isByNegative ? low : T.Zero - low);
        Accumulator.WriteUpper(core, isNegative ? T.Zero - high : high);
        return core.Continue(in op);
    }

    private static void Divide(UInt128 dividend, ulong divisor, out UInt128 quotient, out ulong remainder)
    {
        if (dividend <= ulong.MaxValue)
        {
            (ulong narrow, remainder) = Math.DivRem((ulong)dividend, divisor);
            quotient = narrow;
            return;
        }

        quotient = dividend / divisor;
        remainder = (ulong)(dividend - (quotient * divisor));
    }

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
