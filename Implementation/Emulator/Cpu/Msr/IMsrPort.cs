namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// What RDMSR and WRMSR ask once the core has found the instruction itself to be legal: the place where a hypervisor
/// filters, deflects and answers.
/// </summary>
public interface IMsrPort
{
    /// <summary>Says what becomes of a guest's RDMSR.</summary>
    /// <param name="index">The MSR index, from ECX.</param>
    /// <param name="value">The value for EDX:EAX; it counts only with <see cref="MsrAccessResult.Done"/>.</param>
    MsrAccessResult Read(uint index, out ulong value);

    /// <summary>Says what becomes of a guest's WRMSR.</summary>
    /// <param name="index">The MSR index, from ECX.</param>
    /// <param name="value">The value, from EDX:EAX.</param>
    MsrAccessResult Write(uint index, ulong value);
}
