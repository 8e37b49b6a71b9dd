namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>Writes of the registers that a local APIC has alike in its page and in extended mode.</summary>
internal static class ApicWrites
{
    /// <summary>Writes a register; one that only shows something keeps it.</summary>
    internal static void Write(LocalApic apic, int register, uint value)
    {
        switch (register)
        {
            case ApicRegister.TaskPriority:
                apic.TaskPriority = (byte)value;
                break;
            case ApicRegister.EndOfInterrupt:
                apic.EndInterrupt();
                break;
            case ApicRegister.SpuriousVector:
                apic.WriteSpuriousVector(value);
                break;
            case ApicRegister.ErrorStatus:
                apic.ShowErrors();
                break;
            case >= ApicRegister.FirstLocalVector and <= ApicRegister.LastLocalVector:
                apic.WriteLocalVector(register, value);
                break;
            case ApicRegister.InitialCount:
                apic.WriteInitialCount(value);
                break;
            case ApicRegister.Divide:
                apic.WriteDivide(value);
                break;
            default:
                break;
        }
    }
}
