using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// BSWAP and MOVBE. The 16-bit BSWAP, which the architecture leaves undefined, clears its register, as processors do.
/// </summary>
internal static unsafe class ByteOrder
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Bswap => OperandShapes.Select<Family>(in instruction),
        Mnemonic.Movbe => OperandShapes.Select<Family>(in instruction),
        _ => Handler.None,
    };

    private static StepStatus Swap<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        _ = TargetRegister.TryRead(core, in op, out T value);
        _ = TargetRegister.TryWrite(core, in op, Unsafe.SizeOf<T>() == sizeof(ushort) ? T.Zero : Reversed(value));
        return StepStatus.Next;
    }

    private static StepStatus Move<T, TTarget, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand
        where TSource : IOperand =>
        TSource.TryRead(core, in op, out T value) && TTarget.TryWrite(core, in op, Reversed(value))
            ? StepStatus.Next
            : StepStatus.Event;

    private static T Reversed<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        new Span<byte>(&value, Unsafe.SizeOf<T>()).Reverse();
        return value;
    }

    private readonly struct Family : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.Register => new(&Swap<T>),
                OperandShape.RegisterMemory => new(&Move<T, TargetRegister, MemoryPlace>),
                OperandShape.MemoryRegister => new(&Move<T, MemoryPlace, SourceRegister>),
                _ => Handler.None,
            };
    }
}
