namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// Why a core stopped running. After a shutdown, and after something that the core lacks, it stays stopped until a
/// state is loaded.
/// </summary>
public enum CoreExitKind
{
    /// <summary>HLT retired; RIP is behind it.</summary>
    Halt = 0,

    /// <summary>An RDMSR waits for user space; RIP is at it.</summary>
    MsrRead = 1,

    /// <summary>A WRMSR waits for user space; RIP is at it.</summary>
    MsrWrite = 2,

    /// <summary>A triple fault.</summary>
    Shutdown = 3,

    /// <summary>The instruction at RIP, or the delivery of its event, needs something that this core lacks.</summary>
    Unimplemented = 4,

    /// <summary>The budget of instructions is used up.</summary>
    BudgetExhausted = 5,

    /// <summary>An instruction has retired, and the device that it reached asks to stop.</summary>
    Device = 6,

    /// <summary>The port has failed over a WRMSR; RIP is at it, and nothing waits.</summary>
    MsrError = 7,
}
