using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// SWAPGS, RDFSBASE, RDGSBASE, WRFSBASE and WRGSBASE, which outside 64-bit mode do not decode.
/// </summary>
internal static unsafe class SegmentBases
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Swapgs => new(&Swap),
        Code.Rdfsbase_r32 => new(&ReadFs<uint>),
        Code.Rdfsbase_r64 => new(&ReadFs<ulong>),
        Code.Rdgsbase_r32 => new(&ReadGs<uint>),
        Code.Rdgsbase_r64 => new(&ReadGs<ulong>),
        Code.Wrfsbase_r32 => new(&WriteFs<uint>),
        Code.Wrfsbase_r64 => new(&WriteFs<ulong>),
        Code.Wrgsbase_r32 => new(&WriteGs<uint>),
        Code.Wrgsbase_r64 => new(&WriteGs<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Swap(Core core, in Op op)
    {
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        (core.Msrs.GsBase, core.Msrs.KernelGsBase) = (core.Msrs.KernelGsBase, core.Msrs.GsBase);
        return StepStatus.Next;
    }

    private static StepStatus ReadFs<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> => Read<T>(core, in op, core.Msrs.FsBase);

    private static StepStatus ReadGs<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> => Read<T>(core, in op, core.Msrs.GsBase);

    private static StepStatus Read<T>(Core core, in Op op, ulong address)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!TryBeEnabled(core))
        {
            return StepStatus.Event;
        }

        RegisterFile.Set(ref core.State.Registers, op.Target, T.CreateTruncating(address));
        return StepStatus.Next;
    }

    private static StepStatus WriteFs<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!TryTake<T>(core, in op, out ulong address))
        {
            return StepStatus.Event;
        }

        core.Msrs.FsBase = address;
        return StepStatus.Next;
    }

    private static StepStatus WriteGs<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!TryTake<T>(core, in op, out ulong address))
        {
            return StepStatus.Event;
        }

        core.Msrs.GsBase = address;
        return StepStatus.Next;
    }

    private static bool TryTake<T>(Core core, in Op op, out ulong address)
        where T : unmanaged, IBinaryInteger<T>
    {
        address = ulong.CreateTruncating(RegisterFile.At<T>(ref core.State.Registers, op.Target));
        return TryBeEnabled(core)
            && (LinearAddress.IsCanonical(address)
                || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0));
    }

    private static bool TryBeEnabled(Core core) =>
        (core.State.Cr4 & ControlBits.FsGsBase) != 0
        || core.Refuse(ExceptionVector.InvalidOpcode, errorCode: 0);
}
