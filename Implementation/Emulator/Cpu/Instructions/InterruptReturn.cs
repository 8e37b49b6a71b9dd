using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// IRET: in real mode and within virtual-8086 mode here; <see cref="ProtectedReturn"/> has the other forms. NMIs
/// are let in again even by one that faults.
/// </summary>
internal static unsafe class InterruptReturn
{
    private const int IoPrivilegeOfVirtual = 3;

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Iret => new(&Return<ushort>),
        Mnemonic.Iretd => new(&Return<uint>),
        Mnemonic.Iretq => new(&Return<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Return<T>(Core core, in Op op)
        where T : unmanaged
    {
        StepStatus status = core.Mode switch
        {
            ExecutionMode.Real16 => ReturnReal(core, Unsafe.SizeOf<T>(), Rflags.Loadable),
            ExecutionMode.Virtual8086 => ReturnWithinVirtual(core, Unsafe.SizeOf<T>()),
            ExecutionMode.Protected16 or ExecutionMode.Protected32 or ExecutionMode.Long64
                or ExecutionMode.Compatibility16 or ExecutionMode.Compatibility32 =>
                ProtectedReturn.Return(core, Unsafe.SizeOf<T>()),
        };
        if (status == StepStatus.Branch)
        {
            core.RefreshCare();
        }

        bool isUnfinished = status == StepStatus.Event
            && core.PendingEvent.Kind is CpuEventKind.Restart or CpuEventKind.Unimplemented;
        core.State.NmiBlocked &= isUnfinished;
        return status;
    }

    private static StepStatus ReturnWithinVirtual(Core core, int wordSize) =>
        core.State.IoPrivilege == IoPrivilegeOfVirtual
            ? ReturnReal(core, wordSize, Rflags.Loadable & ~Rflags.IoPrivilege)
            : core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);

    private static StepStatus ReturnReal(Core core, int wordSize, Rflags loadable)
    {
        if (!InterruptFrame.TryRead(core, wordSize, out InterruptFrame frame))
        {
            return StepStatus.Event;
        }

        StepStatus status = RealModeTransfer.Return(
            core, frame.Cs, frame.Rip, InterruptFrame.ShortWords * wordSize);
        if (status == StepStatus.Branch)
        {
            frame.LoadFlags(core, wordSize, loadable);
        }

        return status;
    }
}
