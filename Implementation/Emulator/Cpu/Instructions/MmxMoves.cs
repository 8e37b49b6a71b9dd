using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// MOVD and MOVQ between MMX registers, memory and general registers, and EMMS. Each of them leaves all registers of
/// x87 in use, whether it has read or written one, and EMMS none.
/// </summary>
internal static unsafe class MmxMoves
{
    internal static Handler Select(in Instruction instruction)
    {
        bool fromMemory = instruction.Op1Kind == OpKind.Memory;
        bool toMemory = instruction.Op0Kind == OpKind.Memory;
        return instruction.Code switch
        {
            Code.Movd_mm_rm32 => fromMemory ? new(&Load<uint, MemoryPlace>) : new(&Load<uint, SourceRegister>),
            Code.Movd_rm32_mm => toMemory ? new(&Store<uint, MemoryPlace>) : new(&Store<uint, TargetRegister>),
            Code.Movq_mm_rm64 => fromMemory ? new(&Load<ulong, MemoryPlace>) : new(&Load<ulong, SourceRegister>),
            Code.Movq_rm64_mm => toMemory ? new(&Store<ulong, MemoryPlace>) : new(&Store<ulong, TargetRegister>),
            Code.Movq_mm_mmm64 => fromMemory ? new(&Load<ulong, MemoryPlace>) : new(&Copy),
            Code.Movq_mmm64_mm => toMemory ? new(&Store<ulong, MemoryPlace>) : new(&Copy),
            Code.Emms => new(&Empty),
            _ => Handler.None,
        };
    }

    private static StepStatus Load<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand
    {
        if (!core.MayUseMmx() || !TSource.TryRead(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.EnterMmx();
        core.FloatingPoint.WriteMmx(op.Target, ulong.CreateTruncating(value));
        return StepStatus.Next;
    }

    private static StepStatus Store<T, TTarget>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TTarget : IOperand
    {
        if (!core.MayUseMmx()
            || !TTarget.TryWrite(core, in op, T.CreateTruncating(core.FloatingPoint.ReadMmx(op.Source))))
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.EnterMmx();
        return StepStatus.Next;
    }

    private static StepStatus Copy(Core core, in Op op)
    {
        if (!core.MayUseMmx())
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.EnterMmx();
        core.FloatingPoint.WriteMmx(op.Target, core.FloatingPoint.ReadMmx(op.Source));
        return StepStatus.Next;
    }

    private static StepStatus Empty(Core core, in Op op)
    {
        if (!core.MayUseMmx())
        {
            return StepStatus.Event;
        }

        core.FloatingPoint.EnterMmx();
        core.FloatingPoint.Tags = 0;
        return StepStatus.Next;
    }
}
