using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>LDS, LES, LFS, LGS and LSS. LSS holds no interrupt off: it loads the whole of SS:SP at once.</summary>
internal static unsafe class FarPointerLoads
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Les => SelectSize(in instruction, new(&LoadEs<ushort>), new(&LoadEs<uint>), Handler.None),
        Mnemonic.Lds => SelectSize(in instruction, new(&LoadDs<ushort>), new(&LoadDs<uint>), Handler.None),
        Mnemonic.Lss => SelectSize(in instruction, new(&LoadSs<ushort>), new(&LoadSs<uint>), new(&LoadSs<ulong>)),
        Mnemonic.Lfs => SelectSize(in instruction, new(&LoadFs<ushort>), new(&LoadFs<uint>), new(&LoadFs<ulong>)),
        Mnemonic.Lgs => SelectSize(in instruction, new(&LoadGs<ushort>), new(&LoadGs<uint>), new(&LoadGs<ulong>)),
        _ => Handler.None,
    };

    /// <summary>Reads a far pointer from memory: the offset, and behind it the selector.</summary>
    internal static bool TryReadPointer<T>(Core core, in Op op, out T offset, out ushort selector)
        where T : unmanaged
    {
        ulong place = op.EffectiveAddress(core);
        ulong selectorPlace = (place + (ulong)Unsafe.SizeOf<T>()) & op.AddressMask;
        selector = 0;
        return core.TryRead(op.Segment, place, out offset)
            && core.TryRead(op.Segment, selectorPlace, out selector);
    }

    private static Handler SelectSize(in Instruction instruction, Handler word, Handler doubleword, Handler quadword) =>
        OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => word,
            4 => doubleword,
            8 => quadword,
            _ => Handler.None,
        };

    private static StepStatus LoadEs<T>(Core core, in Op op)
        where T : unmanaged => Load<T>(core, in op, SegmentRegister.Es);

    private static StepStatus LoadDs<T>(Core core, in Op op)
        where T : unmanaged => Load<T>(core, in op, SegmentRegister.Ds);

    private static StepStatus LoadSs<T>(Core core, in Op op)
        where T : unmanaged
    {
        StepStatus status = Load<T>(core, in op, SegmentRegister.Ss);
        return status == StepStatus.Next ? core.RetireSerialized(in op) : status;
    }

    private static StepStatus LoadFs<T>(Core core, in Op op)
        where T : unmanaged => Load<T>(core, in op, SegmentRegister.Fs);

    private static StepStatus LoadGs<T>(Core core, in Op op)
        where T : unmanaged => Load<T>(core, in op, SegmentRegister.Gs);

    private static StepStatus Load<T>(Core core, in Op op, SegmentRegister register)
        where T : unmanaged
    {
        if (!TryReadPointer(core, in op, out T offset, out ushort selector)
            || !core.TryPrepareSegment(register, selector, out Segment segment))
        {
            return StepStatus.Event;
        }

        core.SetSegment(register, segment);
        _ = TargetRegister.TryWrite(core, in op, offset);
        return StepStatus.Next;
    }
}
