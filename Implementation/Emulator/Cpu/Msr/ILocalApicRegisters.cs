namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// The MSRs that live in a local APIC: 0x800 to 0x8FF, which are asked for in x2APIC mode only, and IA32_TSC_DEADLINE.
/// Which of them there are, in which direction and of which bits, is for the APIC to say.
/// </summary>
public interface ILocalApicRegisters
{
    /// <summary>Reads; false means #GP(0).</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value, or zero.</param>
    bool TryRead(uint index, out ulong value);

    /// <summary>Writes; false means #GP(0) and no change.</summary>
    /// <param name="index">The MSR index.</param>
    /// <param name="value">The value.</param>
    bool TryWrite(uint index, ulong value);
}
