namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>An RDMSR or WRMSR that user space has yet to complete.</summary>
/// <param name="Kind">Which of the two, if any.</param>
/// <param name="Length">The bytes of the instruction.</param>
internal readonly record struct PendingMsrAccess(PendingMsrKind Kind, int Length);
