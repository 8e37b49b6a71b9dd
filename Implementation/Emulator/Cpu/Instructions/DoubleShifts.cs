using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// SHLD and SHRD: a shift that is filled from a second register. A 16-bit operand that is shifted by more than its
/// width, which the architecture leaves undefined, is filled from the register twice.
/// </summary>
internal static unsafe class DoubleShifts
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Shld => SelectSized(in instruction, isLeft: true),
        Mnemonic.Shrd => SelectSized(in instruction, isLeft: false),
        _ => Handler.None,
    };

    private static Handler SelectSized(in Instruction instruction, bool isLeft)
    {
        bool inMemory = instruction.Op0Kind == OpKind.Memory;
        bool byRegister = instruction.Op2Kind == OpKind.Register;
        return OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => OfCount<ushort>(isLeft, inMemory, byRegister),
            4 => OfCount<uint>(isLeft, inMemory, byRegister),
            8 => OfCount<ulong>(isLeft, inMemory, byRegister),
            _ => Handler.None,
        };
    }

    private static Handler OfCount<T>(bool isLeft, bool inMemory, bool byRegister)
        where T : unmanaged, IBinaryInteger<T> =>
        byRegister ? OfPlace<T, CounterRegister>(isLeft, inMemory) : OfPlace<T, ImmediateOperand>(isLeft, inMemory);

    private static Handler OfPlace<T, TCount>(bool isLeft, bool inMemory)
        where T : unmanaged, IBinaryInteger<T>
        where TCount : IOperand => (isLeft, inMemory) switch
        {
            (true, false) => new(&Left<T, TargetRegister, TCount>),
            (true, true) => new(&Left<T, MemoryPlace, TCount>),
            (false, false) => new(&Right<T, TargetRegister, TCount>),
            (false, true) => new(&Right<T, MemoryPlace, TCount>),
        };

    private static StepStatus Left<T, TPlace, TCount>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TCount : IOperand
    {
        if (!TryReadOperands<T, TPlace, TCount>(core, in op, out T value, out T fill, out int count))
        {
            return StepStatus.Event;
        }

        if (count != 0)
        {
            int width = Unsafe.SizeOf<T>() * 8;
            bool carry = (Below(value, fill, count - 1) >> (width - 1)) != T.Zero;
            value = Below(value, fill, count);
            bool sign = (value >> (width - 1)) != T.Zero;
            core.State.Arithmetic.SetShifted(value, carry, overflow: carry ^ sign);
        }

        return TPlace.TryWrite(core, in op, value) ? core.Continue(in op) : StepStatus.Event;
    }

    private static StepStatus Right<T, TPlace, TCount>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TCount : IOperand
    {
        if (!TryReadOperands<T, TPlace, TCount>(core, in op, out T value, out T fill, out int count))
        {
            return StepStatus.Event;
        }

        if (count != 0)
        {
            int width = Unsafe.SizeOf<T>() * 8;
            bool carry = (Above(value, fill, count - 1) & T.One) != T.Zero;
            value = Above(value, fill, count);
            bool sign = (value >> (width - 1)) != T.Zero;
            bool below = ((value >> (width - 2)) & T.One) != T.Zero;
            core.State.Arithmetic.SetShifted(value, carry, overflow: sign ^ below);
        }

        return TPlace.TryWrite(core, in op, value) ? core.Continue(in op) : StepStatus.Event;
    }

    private static bool TryReadOperands<T, TPlace, TCount>(
        Core core, in Op op, out T value, out T fill, out int count)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TCount : IOperand
    {
        _ = TCount.TryRead(core, in op, out byte given);
        _ = SourceRegister.TryRead(core, in op, out fill);
        count = given & (Unsafe.SizeOf<T>() == sizeof(ulong) ? 0x3F : 0x1F);
        return TPlace.TryReadForWrite(core, in op, out value);
    }

    /// <summary>The first word of the row value, fill, fill after a shift to the left.</summary>
    private static T Below<T>(T value, T fill, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        T first = count < width ? value : fill;
        count %= width;
        return count == 0 ? first : (first << count) | (fill >> (width - count));
    }

    /// <summary>The last word of the row fill, fill, value after a shift to the right.</summary>
    private static T Above<T>(T value, T fill, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = Unsafe.SizeOf<T>() * 8;
        T first = count < width ? value : fill;
        count %= width;
        return count == 0 ? first : (first >> count) | (fill << (width - count));
    }
}
