using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>MOV, PUSH and POP of segment registers.</summary>
internal static unsafe class SegmentMoves
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Mov when IsSegment(in instruction, 0) => SelectLoad(in instruction),
        Mnemonic.Mov when IsSegment(in instruction, 1) => SelectStore(in instruction),
        Mnemonic.Push when IsSegment(in instruction, 0) => SelectStack(in instruction, isPush: true),
        Mnemonic.Pop when IsSegment(in instruction, 0) => SelectStack(in instruction, isPush: false),
        _ => Handler.None,
    };

    private static bool IsSegment(in Instruction instruction, int operand) =>
        instruction.GetOpKind(operand) == OpKind.Register
        && instruction.GetOpRegister(operand).IsSegmentRegister();

    private static Handler SelectLoad(in Instruction instruction) =>
        instruction.GetOpRegister(0) == Register.CS ? new(&RefuseCs)
        : instruction.GetOpKind(1) == OpKind.Memory ? new(&Load<MemoryPlace>)
        : new(&Load<SourceRegister>);

    /// <summary>In memory a selector is always two bytes; a register takes it zero-extended.</summary>
    private static Handler SelectStore(in Instruction instruction) =>
        instruction.GetOpKind(0) == OpKind.Memory
            ? new(&Store<ushort, MemoryPlace>)
            : OperandShapes.SizeOf(in instruction, 0) switch
            {
                2 => new(&Store<ushort, TargetRegister>),
                4 => new(&Store<uint, TargetRegister>),
                8 => new(&Store<ulong, TargetRegister>),
                _ => Handler.None,
            };

    private static Handler SelectStack(in Instruction instruction, bool isPush) =>
        (Math.Abs(instruction.StackPointerIncrement), isPush) switch
        {
            (2, true) => new(&Push<ushort>),
            (4, true) => new(&Push<uint>),
            (8, true) => new(&Push<ulong>),
            (2, false) => new(&Pop<ushort>),
            (4, false) => new(&Pop<uint>),
            (8, false) => new(&Pop<ulong>),
            _ => Handler.None,
        };

    private static StepStatus RefuseCs(Core core, in Op op) =>
        core.Raise(ExceptionVector.InvalidOpcode, errorCode: 0);

    private static StepStatus Load<TSource>(Core core, in Op op)
        where TSource : IOperand
    {
        var register = (SegmentRegister)op.Target;
        if (!TSource.TryRead(core, in op, out ushort selector)
            || !core.TryPrepareSegment(register, selector, out Segment segment))
        {
            return StepStatus.Event;
        }

        core.SetSegment(register, segment);
        return Retire(core, in op, register);
    }

    private static StepStatus Store<T, TTarget>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand =>
        TTarget.TryWrite(core, in op, T.CreateTruncating(core.State.Segments[op.Source].Selector))
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus Push<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        core.TryPush(T.CreateTruncating(core.State.Segments[op.Target].Selector))
            ? StepStatus.Next
            : StepStatus.Event;

    /// <summary>POP moves the stack pointer by the width that the stack has before SS changes.</summary>
    private static StepStatus Pop<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        var register = (SegmentRegister)op.Target;
        if (!core.TryPeek(0, out T value)
            || !core.TryPrepareSegment(register, ushort.CreateTruncating(value), out Segment segment))
        {
            return StepStatus.Event;
        }

        core.Drop(Unsafe.SizeOf<T>());
        core.SetSegment(register, segment);
        return Retire(core, in op, register);
    }

    /// <summary>After a load of SS nothing may come between it and the load of the stack pointer.</summary>
    private static StepStatus Retire(Core core, in Op op, SegmentRegister register)
    {
        if (register != SegmentRegister.Ss)
        {
            return StepStatus.Next;
        }

        core.State.Shadow = InterruptShadow.MovSs;
        return core.RetireSerialized(in op);
    }
}
