using MsrSpec.Implementation.Emulator.Cpu.Features;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>One model-specific register of the emulated processor.</summary>
/// <param name="Index">The index that ECX holds; the first one, if several registers share the row.</param>
/// <param name="Name">The name that the manuals give it, without the "IA32_" in front.</param>
/// <param name="Gate">The features of which one must be there for it to exist; none for always.</param>
/// <param name="Rule">Which values it takes.</param>
/// <param name="Mask">The bits that the rule speaks of.</param>
/// <param name="Reset">The value after a reset.</param>
internal readonly record struct MsrRow(
    uint Index, string Name, CpuFeatures Gate, MsrRule Rule, ulong Mask, ulong Reset)
{
    /// <summary>Whether a processor has the register.</summary>
    internal bool IsOf(CpuModel model) => Gate == CpuFeatures.None || (model.Features & Gate) != 0;
}
