namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>What becomes of an RDMSR or WRMSR.</summary>
public enum MsrAccessResult
{
    /// <summary>It retires.</summary>
    Done = 0,

    /// <summary>It raises #GP(0).</summary>
    Fault = 1,

    /// <summary>The vCPU leaves to user space; RIP stays at the instruction and nothing has changed.</summary>
    Exit = 2,

    /// <summary>
    /// The hypervisor fails over a write: the vCPU leaves with an error; RIP stays at the instruction and nothing has
    /// changed.
    /// </summary>
    Error = 3,
}
