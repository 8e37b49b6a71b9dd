namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Which MSR access waits for user space.</summary>
internal enum PendingMsrKind
{
    None = 0,
    Read = 1,
    Write = 2,
    ImmediateRead = 3,
}
