using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// BSF, BSR, POPCNT and LZCNT. A scan of zero leaves its target as it was, all of its 64 bits.
/// </summary>
internal static unsafe class BitScans
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Bsf => OperandShapes.Select<Family<ScanForward>>(in instruction),
        Mnemonic.Bsr => OperandShapes.Select<Family<ScanReverse>>(in instruction),
        Mnemonic.Popcnt => OperandShapes.Select<Family<CountOnes>>(in instruction),
        Mnemonic.Lzcnt => OperandShapes.Select<Family<CountLeadingZeros>>(in instruction),
        _ => Handler.None,
    };

    /// <summary>A number that the bits of a source give; false for none.</summary>
    private interface ICount
    {
        static abstract bool TryCount<T>(ref ArithmeticFlags flags, T source, out T count)
            where T : unmanaged, IBinaryInteger<T>;
    }

    private static StepStatus Execute<TCount, T, TSource>(Core core, in Op op)
        where TCount : ICount
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand
    {
        if (!TSource.TryRead(core, in op, out T source))
        {
            return StepStatus.Event;
        }

        if (TCount.TryCount(ref core.State.Arithmetic, source, out T count))
        {
            _ = TargetRegister.TryWrite(core, in op, count);
        }

        return core.Continue(in op);
    }

    private readonly struct Family<TCount> : ISizedFamily
        where TCount : ICount
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&Execute<TCount, T, SourceRegister>),
                OperandShape.RegisterMemory => new(&Execute<TCount, T, MemoryPlace>),
                _ => Handler.None,
            };
    }

    private readonly struct ScanForward : ICount
    {
        public static bool TryCount<T>(ref ArithmeticFlags flags, T source, out T count)
            where T : unmanaged, IBinaryInteger<T>
        {
            flags.SetZeroOnly(source == T.Zero);
            count = T.TrailingZeroCount(source);
            return source != T.Zero;
        }
    }

    private readonly struct ScanReverse : ICount
    {
        public static bool TryCount<T>(ref ArithmeticFlags flags, T source, out T count)
            where T : unmanaged, IBinaryInteger<T>
        {
            flags.SetZeroOnly(source == T.Zero);
            count = T.CreateTruncating((Unsafe.SizeOf<T>() * 8) - 1) - T.LeadingZeroCount(source);
            return source != T.Zero;
        }
    }

    private readonly struct CountOnes : ICount
    {
        public static bool TryCount<T>(ref ArithmeticFlags flags, T source, out T count)
            where T : unmanaged, IBinaryInteger<T>
        {
            count = T.PopCount(source);
            flags = ArithmeticFlags.FromRflags(source == T.Zero ? Rflags.Zero : Rflags.None);
            return true;
        }
    }

    private readonly struct CountLeadingZeros : ICount
    {
        public static bool TryCount<T>(ref ArithmeticFlags flags, T source, out T count)
            where T : unmanaged, IBinaryInteger<T>
        {
            count = T.LeadingZeroCount(source);
            flags.SetShifted(count, carry: source == T.Zero, overflow: false);
            return true;
        }
    }
}
