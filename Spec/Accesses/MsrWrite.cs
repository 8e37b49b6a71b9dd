namespace MsrSpec.Spec.Accesses;

/// <summary>A write to an MSR that exists: the words that its rule speaks of.</summary>
/// <param name="Mask">The mask of the register's row.</param>
/// <param name="Old">What the register holds.</param>
/// <param name="Value">What is written.</param>
/// <param name="Paging">Whether paging is on; the host's writes do not ask.</param>
public readonly record struct MsrWrite(ulong Mask, ulong Old, ulong Value, bool Paging);
