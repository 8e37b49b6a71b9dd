using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// CMPXCHG8B and CMPXCHG16B. Memory is written in any case; of the flags only ZF changes.
/// </summary>
internal static unsafe class WideExchanges
{
    private const int Rbx = RegisterFile.Rbx * sizeof(ulong);
    private const int Rcx = RegisterFile.Rcx * sizeof(ulong);

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Cmpxchg8b => new(&Exchange8),
        Mnemonic.Cmpxchg16b => new(&Exchange16),
        _ => Handler.None,
    };

    private static StepStatus Exchange8(Core core, in Op op)
    {
        if (!MemoryPlace.TryReadForWrite(core, in op, out ulong found))
        {
            return StepStatus.Event;
        }

        bool isEqual = found == (ulong)Accumulator.ReadDouble<uint>(core);
        ulong value = isEqual ? ((ulong)Read<uint>(core, Rcx) << 32) | Read<uint>(core, Rbx) : found;
        if (!MemoryPlace.TryWrite(core, in op, value))
        {
            return StepStatus.Event;
        }

        if (!isEqual)
        {
            Accumulator.Write(core, (uint)found);
            Accumulator.WriteUpper(core, (uint)(found >> 32));
        }

        core.State.Arithmetic.SetZeroOnly(isEqual);
        return StepStatus.Next;
    }

    private static StepStatus Exchange16(Core core, in Op op)
    {
        ulong linear = core.BaseOf(op.Segment) + op.EffectiveAddress(core);
        if ((linear & 0xF) != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!MemoryPlace.TryReadForWrite(core, in op, out UInt128 found))
        {
            return StepStatus.Event;
        }

        bool isEqual = found == Accumulator.ReadDouble<ulong>(core);
        UInt128 value = isEqual ? new UInt128(Read<ulong>(core, Rcx), Read<ulong>(core, Rbx)) : found;
        if (!MemoryPlace.TryWrite(core, in op, value))
        {
            return StepStatus.Event;
        }

        if (!isEqual)
        {
            Accumulator.Write(core, (ulong)found);
            Accumulator.WriteUpper(core, (ulong)(found >> 64));
        }

        core.State.Arithmetic.SetZeroOnly(isEqual);
        return StepStatus.Next;
    }

    private static T Read<T>(Core core, int place)
        where T : unmanaged => RegisterFile.At<T>(ref core.State.Registers, place);
}
