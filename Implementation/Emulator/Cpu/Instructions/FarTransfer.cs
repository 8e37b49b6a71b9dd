using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Far jumps and calls: in real and virtual-8086 mode, to a code segment, and through call gates. A task switch is one
/// that the core lacks.
/// </summary>
internal static unsafe class FarTransfer
{

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Jmp_ptr1616 or Code.Jmp_ptr1632 => new(&JumpImmediate),
        Code.Jmp_m1616 => new(&JumpMemory<ushort>),
        Code.Jmp_m1632 => new(&JumpMemory<uint>),
        Code.Jmp_m1664 => new(&JumpMemory<ulong>),
        Code.Call_ptr1616 => new(&CallImmediate<ushort>),
        Code.Call_ptr1632 => new(&CallImmediate<uint>),
        Code.Call_m1616 => new(&CallMemory<ushort>),
        Code.Call_m1632 => new(&CallMemory<uint>),
        Code.Call_m1664 => new(&CallMemory<ulong>),
        _ => Handler.None,
    };

    private static StepStatus JumpImmediate(Core core, in Op op) => Jump(core, op.FarSelector, op.Immediate);

    private static StepStatus JumpMemory<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        FarPointerLoads.TryReadPointer(core, in op, out T target, out ushort selector)
            ? Jump(core, selector, ulong.CreateTruncating(target))
            : StepStatus.Event;

    private static StepStatus CallImmediate<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> => Call<T>(core, in op, op.FarSelector, op.Immediate);

    private static StepStatus CallMemory<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        FarPointerLoads.TryReadPointer(core, in op, out T target, out ushort selector)
            ? Call<T>(core, in op, selector, ulong.CreateTruncating(target))
            : StepStatus.Event;

    private static StepStatus Jump(Core core, ushort selector, ulong target)
    {
        if (core.Mode.IsRealLike())
        {
            return RealModeTransfer.Jump(core, selector, target);
        }

        if (!TryReadTarget(core, selector, out SegmentDescriptor descriptor, out Segment code))
        {
            return StepStatus.Event;
        }

        if (code.IsSystem)
        {
            return CallGateTransfer.Jump(core, descriptor, selector);
        }

        return core.TryCheckDirectTarget(ref code) && core.TryReach(in code, target) && core.TryMarkAccessed(ref code)
            ? core.GoTo(code, target)
            : StepStatus.Event;
    }

    private static StepStatus Call<T>(Core core, in Op op, ushort selector, ulong target)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (core.Mode.IsRealLike())
        {
            return RealModeTransfer.Call(core, in op, selector, target, Unsafe.SizeOf<T>());
        }

        if (!TryReadTarget(core, selector, out SegmentDescriptor descriptor, out Segment code))
        {
            return StepStatus.Event;
        }

        if (code.IsSystem)
        {
            return CallGateTransfer.Call(core, in op, descriptor, selector);
        }

        bool isFlat = core.Mode == ExecutionMode.Long64;
        return core.TryCheckDirectTarget(ref code)
            && core.TryPushReturn(ref code, target, core.State.Rip + op.Length, Unsafe.SizeOf<T>(), isFlat)
            ? core.GoTo(code, target)
            : StepStatus.Event;
    }

    /// <summary>Reads what a far pointer names: code, a call gate, or something that is refused here.</summary>
    private static bool TryReadTarget(
        Core core, ushort selector, out SegmentDescriptor descriptor, out Segment segment)
    {
        bool read = core.TryReadDescriptor(selector, ExceptionVector.GeneralProtection, external: 0, out descriptor);
        segment = descriptor.Load(selector);
        if (!read || !segment.IsSystem || segment.Type == SystemType.CallGate)
        {
            return read;
        }

        bool isLong = core.Mode.IsLongActive();
        if (!isLong && segment.Type is (SystemType.AvailableTask16 or SystemType.AvailableTask or SystemType.TaskGate))
        {
            _ = core.Raise(CpuEvent.TaskSwitch);
            return false;
        }

        return (!isLong && segment.Type == SystemType.CallGate16)
            || core.Refuse(ExceptionVector.GeneralProtection, Selector.ErrorCode(selector));
    }
}
