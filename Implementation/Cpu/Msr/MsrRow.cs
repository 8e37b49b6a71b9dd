namespace MsrSpec.Implementation.Cpu.Msr;

/// <summary>One model-specific register of the emulated processor.</summary>
/// <param name="Index">The index that ECX holds.</param>
/// <param name="Reset">The value after a reset.</param>
/// <param name="Rule">Which values it takes.</param>
/// <param name="Mask">The bits that the rule speaks of.</param>
internal readonly record struct MsrRow(uint Index, ulong Reset, MsrRule Rule, ulong Mask);
