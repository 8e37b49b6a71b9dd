using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>BOUND and INTO: instructions that fault, or trap, when a value has left its range.</summary>
internal static unsafe class BoundChecks
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Bound_r16_m1616 => new(&CheckBounds<short>),
        Code.Bound_r32_m3232 => new(&CheckBounds<int>),
        Code.Into => new(&CheckOverflow),
        _ => Handler.None,
    };

    private static StepStatus CheckBounds<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong address = op.EffectiveAddress(core);
        ulong second = (address + (ulong)sizeof(T)) & op.AddressMask;
        T index = RegisterFile.At<T>(ref core.State.Registers, op.Target);
        if (!core.TryRead(op.Segment, address, out T lower) || !core.TryRead(op.Segment, second, out T upper))
        {
            return StepStatus.Event;
        }

        return index < lower || index > upper
            ? core.Raise(ExceptionVector.BoundRange, errorCode: 0)
            : StepStatus.Next;
    }

    private static StepStatus CheckOverflow(Core core, in Op op) =>
        core.State.Arithmetic.Overflow
            ? core.Raise(CpuEvent.Software(ExceptionVector.Overflow, op.Length))
            : StepStatus.Next;
}
