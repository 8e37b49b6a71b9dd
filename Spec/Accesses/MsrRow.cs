using MsrSpec.Spec.Abi.Names;

namespace MsrSpec.Spec.Accesses;

/// <summary>One MSR of the reference processor.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Rule">The rule of writes.</param>
/// <param name="Mask">The mask that the rule speaks of.</param>
/// <param name="Reset">The value of a fresh vCPU 0.</param>
/// <param name="Source">The kernel symbol that judges a write to it.</param>
public sealed record MsrRow(uint Index, MsrRule Rule, ulong Mask, ulong Reset, string Source)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = MsrNames.Of(Index)[0].Name;

    /// <summary>Whether the register can be read; the host has no more rights here.</summary>
    public bool IsReadable { get; } = Rule != MsrRules.Command;
}
