using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>
/// The page of registers of a local APIC, where its base register says, unless it is off or in extended mode. What
/// else is not RAM reads as all ones.
/// </summary>
/// <param name="apic">The APIC.</param>
/// <param name="processor">The processor that it belongs to.</param>
internal sealed class ApicPage(LocalApic apic, IApicProcessor processor) : IMemoryDevice
{
    private const ulong PageOffset = GuestMemory.PageSize - 1;
    private const ulong BaseAddress = 0xF_FFFF_F000;
    private const uint IllegalRegister = 1u << 7;

    /// <inheritdoc/>
    public bool Claims(ulong physical) =>
        (physical & ~PageOffset) == (processor.ApicBase & BaseAddress) && apic.IsEnabled && !apic.IsExtended;

    /// <inheritdoc/>
    public ulong Read(ulong physical, int size)
    {
        if (!Claims(physical))
        {
            return ulong.MaxValue >> (64 - (8 * size));
        }

        int offset = (int)(physical & 0xF);
        if (offset >= sizeof(uint))
        {
            return 0;
        }

        ulong value = Read((int)(physical & PageOffset) >> 4) >> (8 * offset);
        return value & (ulong.MaxValue >> (64 - (8 * size)));
    }

    /// <inheritdoc/>
    public void Write(ulong physical, int size, ulong value)
    {
        if ((physical & 0xF) == 0 && size >= sizeof(uint) && Claims(physical))
        {
            Write((int)(physical & PageOffset) >> 4, (uint)value);
        }
    }

    private uint Read(int register)
    {
        if (!Exists(register))
        {
            apic.NoteError(IllegalRegister);
            return 0;
        }

        uint value = apic.Read(register);
        return register == ApicRegister.Id ? value << 24 : value;
    }

    private void Write(int register, uint value)
    {
        switch (register)
        {
            case ApicRegister.LogicalDestination:
                apic.WriteLogicalDestination(value);
                break;
            case ApicRegister.DestinationFormat:
                apic.WriteDestinationFormat(value);
                break;
            case ApicRegister.CommandLow:
                apic.Send(((ulong)apic.Read(ApicRegister.CommandHigh) << 32) | (value & ApicMsrs.CommandLowBits));
                break;
            case ApicRegister.CommandHigh:
                apic.KeepCommandHigh(value & 0xFF00_0000);
                break;
            default:
                if (!Exists(register))
                {
                    apic.NoteError(IllegalRegister);
                }

                ApicWrites.Write(apic, register, value);
                break;
        }
    }

    private static bool Exists(int register) =>
        register is ApicRegister.Id or ApicRegister.Version
            or >= ApicRegister.TaskPriority and <= ApicRegister.ErrorStatus
            or >= ApicRegister.CommandLow and <= ApicRegister.CurrentCount or ApicRegister.Divide;
}
