using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>PUSHA and POPA, ENTER and LEAVE. Registers change only when every access has succeeded.</summary>
internal static unsafe class StackFrames
{
    private const int AllRegisters = 8;
    private const int MaxNesting = 0x1F;
    private const int Rbp = 5;

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Pushaw => new(&PushAll<ushort>),
        Code.Pushad => new(&PushAll<uint>),
        Code.Popaw => new(&PopAll<ushort>),
        Code.Popad => new(&PopAll<uint>),
        Code.Enterw_imm16_imm8 => new(&Enter<ushort>),
        Code.Enterd_imm16_imm8 => new(&Enter<uint>),
        Code.Enterq_imm16_imm8 => new(&Enter<ulong>),
        Code.Leavew => new(&Leave<ushort>),
        Code.Leaved => new(&Leave<uint>),
        Code.Leaveq => new(&Leave<ulong>),
        _ => Handler.None,
    };

    private static StepStatus PushAll<T>(Core core, in Op op)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        for (int register = 0; register < AllRegisters; register++)
        {
            if (!core.TryReadForWrite(SegmentRegister.Ss, SlotBelow(core, size * (register + 1)), out T _))
            {
                return StepStatus.Event;
            }
        }

        for (int register = 0; register < AllRegisters; register++)
        {
            T value = RegisterFile.At<T>(ref core.State.Registers, register * sizeof(ulong));
            _ = core.TryWrite(SegmentRegister.Ss, SlotBelow(core, size * (register + 1)), value);
        }

        core.Drop(-AllRegisters * size);
        return core.Continue(in op);
    }

    private static StepStatus PopAll<T>(Core core, in Op op)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        Span<T> values = stackalloc T[AllRegisters];
        for (int register = 0; register < AllRegisters; register++)
        {
            if (!core.TryPeek((AllRegisters - 1 - register) * size, out values[register]))
            {
                return StepStatus.Event;
            }
        }

        for (int register = 0; register < AllRegisters; register++)
        {
            if (register != RegisterFile.Rsp)
            {
                RegisterFile.Set(ref core.State.Registers, register * sizeof(ulong), values[register]);
            }
        }

        core.Drop(AllRegisters * size);
        return core.Continue(in op);
    }

    /// <summary>
    /// ENTER: pushes RBP, then for each nesting level but the last a pointer from the caller's frame, then one to the
    /// new frame. The stack must be writable also where it ends up, even if nothing is written there. How much of RBP
    /// is written hangs on the operand size, not on the size of the stack.
    /// </summary>
    private static StepStatus Enter<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        int size = Unsafe.SizeOf<T>();
        int nesting = (int)op.Displacement & MaxNesting;
        if (!TryProbeFrame<T>(core, nesting, op.Immediate))
        {
            return StepStatus.Event;
        }

        ulong frame = core.State.Rsp - (ulong)size;
        ulong pushed = (core.State.Rsp & ~core.StackMask) | (frame & core.StackMask);
        ulong outer = core.State.Registers[Rbp];
        if (!core.TryWrite(SegmentRegister.Ss, frame & core.StackMask, T.CreateTruncating(outer)))
        {
            return StepStatus.Event;
        }

        ulong top = frame;
        for (int level = 1; level <= nesting; level++)
        {
            top -= (ulong)size;
            outer -= (ulong)size;
            T pointer = T.CreateTruncating(pushed);
            if ((level < nesting && !core.TryRead(SegmentRegister.Ss, outer & core.StackMask, out pointer))
                || !core.TryWrite(SegmentRegister.Ss, top & core.StackMask, pointer))
            {
                return StepStatus.Event;
            }
        }

        core.SetStackPointer(top - op.Immediate);
        RegisterFile.Set(ref core.State.Registers, Rbp * sizeof(ulong), T.CreateTruncating(pushed));
        return core.Continue(in op);
    }

    /// <summary>
    /// Tries every access of ENTER, in order, before it writes: it may overwrite the pointers that it copies, and could
    /// not be executed again.
    /// </summary>
    private static bool TryProbeFrame<T>(Core core, int nesting, ulong reserved)
        where T : unmanaged
    {
        var size = (ulong)Unsafe.SizeOf<T>();
        ulong top = core.State.Rsp - size;
        ulong outer = core.State.Registers[Rbp];
        bool isFit = core.TryReadForWrite(SegmentRegister.Ss, top & core.StackMask, out T _);
        for (int level = 1; isFit && level <= nesting; level++)
        {
            top -= size;
            outer -= size;
            isFit = (level == nesting || core.TryRead(SegmentRegister.Ss, outer & core.StackMask, out T _))
                && core.TryReadForWrite(SegmentRegister.Ss, top & core.StackMask, out T _);
        }

        return isFit && core.TryReadForWrite(SegmentRegister.Ss, (top - reserved) & core.StackMask, out T _);
    }

    private static StepStatus Leave<T>(Core core, in Op op)
        where T : unmanaged
    {
        ulong frame = core.State.Registers[Rbp];
        if (!core.TryRead(SegmentRegister.Ss, frame & core.StackMask, out T outer))
        {
            return StepStatus.Event;
        }

        core.SetStackPointer(frame + (ulong)Unsafe.SizeOf<T>());
        RegisterFile.Set(ref core.State.Registers, Rbp * sizeof(ulong), outer);
        return core.Continue(in op);
    }

    private static ulong SlotBelow(Core core, int distance) =>
        (core.State.Rsp - (ulong)distance) & core.StackMask;
}
