using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// The moves of SSE and SSE2 between XMM registers, memory and general registers. What is narrower than a register
/// clears the rest when it comes from memory or a general register, and keeps it when it comes from a register; the
/// moves of a half always keep the other half.
/// </summary>
internal static unsafe class VectorMoves
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Movaps or Mnemonic.Movapd or Mnemonic.Movdqa
            or Mnemonic.Movntps or Mnemonic.Movntpd or Mnemonic.Movntdq => SelectWhole(in instruction, isAligned: true),
        Mnemonic.Movups or Mnemonic.Movupd or Mnemonic.Movdqu => SelectWhole(in instruction, isAligned: false),
        _ => SelectPart(in instruction),
    };

    private static Handler SelectWhole(in Instruction instruction, bool isAligned) =>
        (instruction.Op0Kind, instruction.Op1Kind, isAligned) switch
        {
            (OpKind.Memory, _, true) => new(&StoreAligned),
            (OpKind.Memory, _, false) => new(&Store<UInt128>),
            (_, OpKind.Memory, true) => new(&LoadAligned),
            (_, OpKind.Memory, false) => new(&Load<UInt128, MemoryPlace>),
            _ => new(&Copy),
        };

    private static Handler SelectPart(in Instruction instruction)
    {
        bool fromMemory = instruction.Op1Kind == OpKind.Memory;
        bool toMemory = instruction.Op0Kind == OpKind.Memory;
        return instruction.Code switch
        {
            Code.Movss_xmm_xmmm32 => fromMemory ? new(&Load<uint, MemoryPlace>) : new(&Merge<uint>),
            Code.Movss_xmmm32_xmm => toMemory ? new(&Store<uint>) : new(&Merge<uint>),
            Code.Movsd_xmm_xmmm64 => fromMemory ? new(&Load<ulong, MemoryPlace>) : new(&Merge<ulong>),
            Code.Movsd_xmmm64_xmm => toMemory ? new(&Store<ulong>) : new(&Merge<ulong>),
            Code.Movd_xmm_rm32 => fromMemory ? new(&Load<uint, MemoryPlace>) : new(&Load<uint, SourceRegister>),
            Code.Movd_rm32_xmm => toMemory ? new(&Store<uint>) : new(&Extract<uint>),
            Code.Movq_xmm_rm64 => fromMemory ? new(&Load<ulong, MemoryPlace>) : new(&Load<ulong, SourceRegister>),
            Code.Movq_rm64_xmm => toMemory ? new(&Store<ulong>) : new(&Extract<ulong>),
            Code.Movq_xmm_xmmm64 => fromMemory ? new(&Load<ulong, MemoryPlace>) : new(&CopyLow),
            Code.Movq_xmmm64_xmm => toMemory ? new(&Store<ulong>) : new(&CopyLow),
            Code.Movlps_xmm_m64 or Code.Movlpd_xmm_m64 => new(&LoadLowHalf),
            Code.Movhps_xmm_m64 or Code.Movhpd_xmm_m64 => new(&LoadHighHalf),
            Code.Movlps_m64_xmm or Code.Movlpd_m64_xmm => new(&Store<ulong>),
            Code.Movhps_m64_xmm or Code.Movhpd_m64_xmm => new(&StoreHighHalf),
            Code.Movhlps_xmm_xmm => new(&CopyHighToLow),
            Code.Movlhps_xmm_xmm => new(&CopyLowToHigh),
            _ => Handler.None,
        };
    }

    private static ref UInt128 Target(Core core, in Op op) => ref core.FloatingPoint.Vectors[op.Target];

    private static UInt128 Source(Core core, in Op op) => core.FloatingPoint.Vectors[op.Source];

    private static StepStatus LoadAligned(Core core, in Op op) =>
        core.MayUseVectors() && core.IsAligned(in op) ? Load<UInt128, MemoryPlace>(core, in op) : StepStatus.Event;

    private static StepStatus StoreAligned(Core core, in Op op) =>
        core.MayUseVectors() && core.IsAligned(in op) ? Store<UInt128>(core, in op) : StepStatus.Event;

    private static StepStatus Load<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand
    {
        if (!core.MayUseVectors() || !TSource.TryRead(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        Target(core, in op) = UInt128.CreateTruncating(value);
        return StepStatus.Next;
    }

    private static StepStatus Store<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        core.MayUseVectors() && MemoryPlace.TryWrite(core, in op, T.CreateTruncating(Source(core, in op)))
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus Extract<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        core.MayUseVectors() && TargetRegister.TryWrite(core, in op, T.CreateTruncating(Source(core, in op)))
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus Copy(Core core, in Op op) =>
        Replace(core, in op, Source(core, in op));

    private static StepStatus CopyLow(Core core, in Op op) =>
        Replace(core, in op, (ulong)Source(core, in op));

    private static StepStatus Merge<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        UInt128 taken = UInt128.MaxValue >> (128 - (Unsafe.SizeOf<T>() * 8));
        return Replace(core, in op, (Target(core, in op) & ~taken) | (Source(core, in op) & taken));
    }

    private static StepStatus CopyHighToLow(Core core, in Op op) =>
        Replace(core, in op, new UInt128(HighOf(Target(core, in op)), HighOf(Source(core, in op))));

    private static StepStatus CopyLowToHigh(Core core, in Op op) =>
        Replace(core, in op, new UInt128((ulong)Source(core, in op), (ulong)Target(core, in op)));

    private static StepStatus LoadLowHalf(Core core, in Op op) =>
        core.MayUseVectors() && MemoryPlace.TryRead(core, in op, out ulong value)
            ? Replace(core, in op, new UInt128(HighOf(Target(core, in op)), value))
            : StepStatus.Event;

    private static StepStatus LoadHighHalf(Core core, in Op op) =>
        core.MayUseVectors() && MemoryPlace.TryRead(core, in op, out ulong value)
            ? Replace(core, in op, new UInt128(value, (ulong)Target(core, in op)))
            : StepStatus.Event;

    private static StepStatus StoreHighHalf(Core core, in Op op) =>
        core.MayUseVectors() && MemoryPlace.TryWrite(core, in op, HighOf(Source(core, in op)))
            ? StepStatus.Next
            : StepStatus.Event;

    private static StepStatus Replace(Core core, in Op op, UInt128 value)
    {
        if (!core.MayUseVectors())
        {
            return StepStatus.Event;
        }

        Target(core, in op) = value;
        return StepStatus.Next;
    }

    private static ulong HighOf(UInt128 value) => (ulong)(value >> 64);
}
