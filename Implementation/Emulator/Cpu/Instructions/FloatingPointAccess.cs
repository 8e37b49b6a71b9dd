using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>What CR0 and CR4 let instructions do with the registers of x87 and SSE.</summary>
internal static class FloatingPointAccess
{
    /// <summary>x87, FXSAVE and FXRSTOR: #NM if there is no x87 or another task owns it.</summary>
    internal static bool MayUseX87(this Core core)
    {
        bool isDenied = (core.State.Cr0 & (ControlBits.Emulation | ControlBits.TaskSwitched)) != 0;
        return !isDenied || core.Refuse(ExceptionVector.DeviceNotAvailable, errorCode: 0);
    }

    /// <summary>
    /// MMX: #UD if x87 is emulated, #NM if another task owns the registers. An x87 exception that waits is more than
    /// the core can report.
    /// </summary>
    internal static bool MayUseMmx(this Core core)
    {
        if ((core.State.Cr0 & ControlBits.Emulation) != 0)
        {
            return core.Refuse(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        if ((core.State.Cr0 & ControlBits.TaskSwitched) != 0)
        {
            return core.Refuse(ExceptionVector.DeviceNotAvailable, errorCode: 0);
        }

        bool isHeldUp = core.FloatingPoint.HasPendingException;
        return !isHeldUp || core.Raise(CpuEvent.Unimplemented) != StepStatus.Event;
    }

    /// <summary>SSE: #UD if it is not enabled, #NM if another task owns the registers.</summary>
    internal static bool MayUseVectors(this Core core)
    {
        bool isEnabled = (core.State.Cr0 & ControlBits.Emulation) == 0
            && (core.State.Cr4 & ControlBits.FxSave) != 0;
        if (!isEnabled)
        {
            return core.Refuse(ExceptionVector.InvalidOpcode, errorCode: 0);
        }

        bool isOwned = (core.State.Cr0 & ControlBits.TaskSwitched) == 0;
        return isOwned || core.Refuse(ExceptionVector.DeviceNotAvailable, errorCode: 0);
    }

    /// <summary>Operands of 16 bytes and more lie at a multiple of 16: #GP(0) otherwise.</summary>
    internal static bool IsAligned(this Core core, in Op op)
    {
        ulong linear = core.BaseOf(op.Segment) + op.EffectiveAddress(core);
        return (linear & 0xF) == 0 || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
    }
}
