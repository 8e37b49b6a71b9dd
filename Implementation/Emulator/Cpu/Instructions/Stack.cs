using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>PUSH and POP of general registers, memory and immediates.</summary>
internal static unsafe class Stack
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Push => SelectOne(in instruction, isPush: true),
        Mnemonic.Pop => SelectOne(in instruction, isPush: false),
        _ => Handler.None,
    };

    private static Handler SelectOne(in Instruction instruction, bool isPush)
    {
        OperandShape shape = OperandShapes.ShapeOf(in instruction);
        return Math.Abs(instruction.StackPointerIncrement) switch
        {
            2 => OfShape<ushort>(shape, isPush),
            4 => OfShape<uint>(shape, isPush),
            8 => OfShape<ulong>(shape, isPush),
            _ => Handler.None,
        };
    }

    private static Handler OfShape<T>(OperandShape shape, bool isPush)
        where T : unmanaged => (isPush, shape) switch
        {
            (true, OperandShape.Register) => new(&Push<T, TargetRegister>),
            (true, OperandShape.Memory) => new(&Push<T, MemoryPlace>),
            (true, OperandShape.Immediate) => new(&Push<T, ImmediateOperand>),
            (false, OperandShape.Register) => new(&Pop<T, TargetRegister>),
            (false, OperandShape.Memory) => new(&Pop<T, MemoryPlace>),
            _ => Handler.None,
        };

    private static StepStatus Push<T, TSource>(Core core, in Op op)
        where T : unmanaged
        where TSource : IOperand =>
        TSource.TryRead(core, in op, out T value) && core.TryPush(value) ? core.Continue(in op) : StepStatus.Event;

    /// <summary>POP: a memory operand that is relative to RSP sees RSP as it is after the pop.</summary>
    private static StepStatus Pop<T, TTarget>(Core core, in Op op)
        where T : unmanaged
        where TTarget : IOperand
    {
        if (!core.TryPeek(0, out T value))
        {
            return StepStatus.Event;
        }

        ulong before = core.State.Rsp;
        core.Drop(Unsafe.SizeOf<T>());
        if (TTarget.TryWrite(core, in op, value))
        {
            return core.Continue(in op);
        }

        core.State.Rsp = before;
        return StepStatus.Event;
    }
}
