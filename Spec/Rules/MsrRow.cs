namespace MsrSpec.Spec.Rules;

/// <summary>One MSR of the reference processor.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Rule">The rule of writes.</param>
/// <param name="Mask">The mask that the rule speaks of.</param>
/// <param name="Reset">The value of a fresh vCPU 0.</param>
public sealed record MsrRow(uint Index, MsrRule Rule, ulong Mask, ulong Reset);
