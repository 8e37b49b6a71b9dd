namespace MsrSpec.Implementation.Cpu.Msr;

/// <summary>
/// The registers of a local APIC as instructions reach them: by MSR in x2APIC mode, and by CR8. The MSR file has
/// already refused what the mode, the direction and the reserved upper half of a value forbid.
/// </summary>
public interface ILocalApicRegisters
{
    /// <summary>The task priority, as CR8 shows it: the upper four bits of TPR.</summary>
    byte TaskPriorityClass { get; set; }

    /// <summary>Reads an x2APIC register, or IA32_TSC_DEADLINE.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    bool TryRead(uint index, out ulong value);

    /// <summary>Writes an x2APIC register, or IA32_TSC_DEADLINE; false means #GP(0) and no change.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    bool TryWrite(uint index, ulong value);

    /// <summary>Takes in that IA32_APIC_BASE has changed: the place, or the mode.</summary>
    /// <param name="apicBase">Its value.</param>
    void ChangeBase(ulong apicBase);
}
