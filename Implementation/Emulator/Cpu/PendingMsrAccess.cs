namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>An RDMSR or WRMSR that user space has yet to complete.</summary>
/// <param name="Kind">Which of the two, if any.</param>
/// <param name="Length">The bytes of the instruction.</param>
/// <param name="Target">The register that a read in immediate form names, by its offset in the register file.</param>
internal readonly record struct PendingMsrAccess(PendingMsrKind Kind, int Length, byte Target);
