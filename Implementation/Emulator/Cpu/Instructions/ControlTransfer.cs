using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Near jumps, calls and returns, and conditional jumps.</summary>
internal static unsafe class ControlTransfer
{
    internal static Handler Select(in Instruction instruction) => instruction.FlowControl switch
    {
        FlowControl.UnconditionalBranch when instruction.IsJmpShortOrNear => new(&Jump),
        FlowControl.ConditionalBranch when instruction.IsJccShortOrNear => ConditionalJumps.Select(in instruction),
        FlowControl.ConditionalBranch => Loops.Select(in instruction),
        FlowControl.IndirectBranch when instruction.IsJmpNearIndirect => SelectIndirect(in instruction, false),
        FlowControl.Call when instruction.IsCallNear => SelectCall(in instruction),
        FlowControl.IndirectCall when instruction.IsCallNearIndirect => SelectIndirect(in instruction, true),
        FlowControl.Return when instruction.Mnemonic == Mnemonic.Ret => SelectReturn(in instruction),
        _ => Handler.None,
    };

    /// <summary>Goes to an offset within CS, or faults where it cannot be fetched from.</summary>
    private static StepStatus Go(Core core, ulong target)
    {
        if (!IsReachable(core, target))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        core.State.Rip = target;
        return StepStatus.Branch;
    }

    private static bool IsReachable(Core core, ulong target) =>
        core.Mode == ExecutionMode.Long64
            ? LinearAddress.IsCanonical(target)
            : target <= core.State.Segments[(int)SegmentRegister.Cs].Limit;

    internal static StepStatus Jump(Core core, in Op op)
    {
        if (op.Inner != 0)
        {
            return InnerJumps.Jump(core, in op);
        }

        core.Ordinal = op.Ordinal;
        return Go(core, (core.State.Rip + op.Immediate) & op.BranchMask);
    }

    private static Handler SelectCall(in Instruction instruction) => instruction.Op0Kind switch
    {
        OpKind.NearBranch16 => new(&Call<ushort>),
        OpKind.NearBranch32 => new(&Call<uint>),
        OpKind.NearBranch64 => new(&Call<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Call<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        CallTo<T>(core, in op, (core.State.Rip + op.Immediate) & op.BranchMask);

    private static StepStatus CallTo<T>(Core core, in Op op, ulong target)
        where T : unmanaged, IBinaryInteger<T> =>
        IsReachable(core, target) && !core.TryPush(T.CreateTruncating(core.State.Rip + op.Length))
            ? StepStatus.Event
            : Go(core, target);

    private static Handler SelectIndirect(in Instruction instruction, bool isCall)
    {
        bool fromMemory = OperandShapes.ShapeOf(in instruction) == OperandShape.Memory;
        return OperandShapes.SizeOf(in instruction, 0) switch
        {
            2 => IndirectFrom<ushort>(isCall, fromMemory),
            4 => IndirectFrom<uint>(isCall, fromMemory),
            8 => IndirectFrom<ulong>(isCall, fromMemory),
            _ => Handler.None,
        };
    }

    private static Handler IndirectFrom<T>(bool isCall, bool fromMemory)
        where T : unmanaged, IBinaryInteger<T> => (isCall, fromMemory) switch
        {
            (false, false) => new(&JumpIndirect<T, TargetRegister>),
            (false, true) => new(&JumpIndirect<T, MemoryPlace>),
            (true, false) => new(&CallIndirect<T, TargetRegister>),
            (true, true) => new(&CallIndirect<T, MemoryPlace>),
        };

    private static StepStatus JumpIndirect<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand =>
        TSource.TryRead(core, in op, out T target)
            ? Go(core, ulong.CreateTruncating(target))
            : StepStatus.Event;

    private static StepStatus CallIndirect<T, TSource>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
        where TSource : IOperand =>
        TSource.TryRead(core, in op, out T target)
            ? CallTo<T>(core, in op, ulong.CreateTruncating(target))
            : StepStatus.Event;

    /// <summary>RET pops as much as an address; what its immediate adds does not count towards that.</summary>
    private static Handler SelectReturn(in Instruction instruction) =>
        (instruction.StackPointerIncrement - ImmediateOf(in instruction)) switch
        {
            2 => new(&Return<ushort>),
            4 => new(&Return<uint>),
            8 => new(&Return<ulong>),
            _ => Handler.None,
        };

    private static int ImmediateOf(in Instruction instruction) =>
        instruction.OpCount == 0 ? 0 : (int)instruction.GetImmediate(0);

    private static StepStatus Return<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!core.TryPeek(0, out T target))
        {
            return StepStatus.Event;
        }

        StepStatus status = Go(core, ulong.CreateTruncating(target));
        if (status == StepStatus.Branch)
        {
            core.Drop(Unsafe.SizeOf<T>() + (int)op.Immediate);
        }

        return status;
    }
}
