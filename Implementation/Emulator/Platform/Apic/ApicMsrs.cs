using MsrSpec.Implementation.Emulator.Cpu.Msr;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>
/// The registers of a local APIC in extended mode, as MSRs 0x800 to 0x8FF, and the deadline of its timer, which is an
/// MSR in every mode. A refusal means #GP(0).
/// </summary>
/// <param name="apic">The APIC.</param>
internal sealed class ApicMsrs(LocalApic apic) : ILocalApicRegisters
{
    /// <summary>The first MSR of the x2APIC registers.</summary>
    public const uint First = 0x800;

    /// <summary>The last MSR of the x2APIC registers.</summary>
    public const uint Last = 0x8FF;

    /// <summary>The bits that the low half of a command has, but for the status, which cannot be written.</summary>
    internal const uint CommandLowBits = 0x000C_CFFF;

    private const uint StatusBit = 1u << 12;

    /// <inheritdoc/>
    public bool TryRead(uint index, out ulong value)
    {
        value = 0;
        if (index == Id.TscDeadline)
        {
            value = apic.ReadDeadline();
            return true;
        }

        int register = RegisterOf(index);
        if (!IsReadable(register))
        {
            return false;
        }

        value = apic.Read(register);
        if (register == ApicRegister.CommandLow)
        {
            value |= (ulong)apic.Read(ApicRegister.CommandHigh) << 32;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(uint index, ulong value)
    {
        if (index == Id.TscDeadline)
        {
            apic.WriteDeadline(value);
            return true;
        }

        int register = RegisterOf(index);
        if (!IsWritable(register) || (value & ~WritableBits(register)) != 0)
        {
            return false;
        }

        Write(register, value);
        return true;
    }

    private void Write(int register, ulong value)
    {
        switch (register)
        {
            case ApicRegister.CommandLow:
                apic.Send(value & ~(ulong)StatusBit);
                break;
            case ApicRegister.SelfInterrupt:
                apic.SendToSelf((byte)value);
                break;
            default:
                ApicWrites.Write(apic, register, (uint)value);
                break;
        }
    }

    /// <summary>The register behind an MSR; none answers to the number outside of extended mode.</summary>
    private int RegisterOf(uint index) => index is >= First and <= Last && apic.IsExtended ? (int)(index - First) : 0;

    private static bool IsReadable(int register) => register is ApicRegister.Id or ApicRegister.Version
        or ApicRegister.TaskPriority or ApicRegister.ProcessorPriority or ApicRegister.LogicalDestination
        or >= ApicRegister.SpuriousVector and <= ApicRegister.ErrorStatus or ApicRegister.CommandLow
        or >= ApicRegister.FirstLocalVector and <= ApicRegister.CurrentCount or ApicRegister.Divide;

    private static bool IsWritable(int register) => register is ApicRegister.TaskPriority
        or ApicRegister.EndOfInterrupt or ApicRegister.SpuriousVector or ApicRegister.ErrorStatus
        or ApicRegister.CommandLow or >= ApicRegister.FirstLocalVector and <= ApicRegister.InitialCount
        or ApicRegister.Divide or ApicRegister.SelfInterrupt;

    private static ulong WritableBits(int register) => register switch
    {
        ApicRegister.TaskPriority or ApicRegister.SelfInterrupt => 0xFF,
        ApicRegister.EndOfInterrupt or ApicRegister.ErrorStatus => 0,
        ApicRegister.SpuriousVector => 0x3FF,
        ApicRegister.CommandLow => 0xFFFF_FFFF_0000_0000 | CommandLowBits | StatusBit,
        ApicRegister.InitialCount => uint.MaxValue,
        ApicRegister.Divide => ApicTimer.DivideBits,
        // The delivery status and the remote IRR cannot be written, and are not refused either.
        _ => LocalApic.WritableBits(register) | StatusBit | (1u << 14),
    };
}
