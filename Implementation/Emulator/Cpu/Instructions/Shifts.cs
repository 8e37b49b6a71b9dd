using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Shifts and rotations by an immediate or by CL. The count is masked to five bits, or six for a 64-bit operand; a
/// count of zero changes neither the operand nor a flag.
/// </summary>
internal static unsafe class Shifts
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Shl => Select<ShlOperation>(in instruction),
        Mnemonic.Sal => Select<ShlOperation>(in instruction),
        Mnemonic.Shr => Select<ShrOperation>(in instruction),
        Mnemonic.Sar => Select<SarOperation>(in instruction),
        Mnemonic.Rol => Select<RolOperation>(in instruction),
        Mnemonic.Ror => Select<RorOperation>(in instruction),
        Mnemonic.Rcl => Select<RclOperation>(in instruction),
        Mnemonic.Rcr => Select<RcrOperation>(in instruction),
        _ => Handler.None,
    };

    private static Handler Select<TOperation>(in Instruction instruction)
        where TOperation : IShiftOperation => OperandShapes.Select<Family<TOperation>>(in instruction);

    private static StepStatus Execute<TOperation, T, TPlace, TCount>(Core core, in Op op)
        where TOperation : IShiftOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TCount : IOperand
    {
        if (!QuickAccess.TryReadForWrite<TPlace, T>(core, in op, out T value, out nint host))
        {
            return ExecuteOutOfLine<TOperation, T, TPlace, TCount>(core, in op);
        }

        _ = TCount.TryRead(core, in op, out byte count);
        QuickAccess.Write<TPlace, T>(core, in op, host, Shifted<TOperation, T>(core, value, count));
        return core.Continue(in op);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepStatus ExecuteOutOfLine<TOperation, T, TPlace, TCount>(Core core, in Op op)
        where TOperation : IShiftOperation
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : IOperand
        where TCount : IOperand
    {
        if (!TPlace.TryReadForWrite(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        _ = TCount.TryRead(core, in op, out byte count);
        return TPlace.TryWrite(core, in op, Shifted<TOperation, T>(core, value, count))
            ? core.Continue(in op)
            : StepStatus.Event;
    }

    private static T Shifted<TOperation, T>(Core core, T value, byte count)
        where TOperation : IShiftOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        int masked = count & (Unsafe.SizeOf<T>() == sizeof(ulong) ? 0x3F : 0x1F);
        return masked == 0 ? value : TOperation.Apply(ref core.State.Arithmetic, value, masked);
    }

    private readonly struct Family<TOperation> : ISizedFamily
        where TOperation : IShiftOperation
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.RegisterRegister => new(&Execute<TOperation, T, TargetRegister, SourceRegister>),
                OperandShape.RegisterImmediate => new(&Execute<TOperation, T, TargetRegister, ImmediateOperand>),
                OperandShape.MemoryRegister => new(&Execute<TOperation, T, MemoryPlace, SourceRegister>),
                OperandShape.MemoryImmediate => new(&Execute<TOperation, T, MemoryPlace, ImmediateOperand>),
                _ => Handler.None,
            };
    }
}
