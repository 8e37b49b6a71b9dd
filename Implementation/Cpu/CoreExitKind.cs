namespace MsrSpec.Implementation.Cpu;

/// <summary>Why a core stopped running.</summary>
public enum CoreExitKind
{
    /// <summary>HLT retired; RIP is behind it.</summary>
    Halt = 0,

    /// <summary>An RDMSR waits for user space; RIP is at it.</summary>
    MsrRead = 1,

    /// <summary>A WRMSR waits for user space; RIP is at it.</summary>
    MsrWrite = 2,

    /// <summary>A triple fault; the core stays down until a state is loaded.</summary>
    Shutdown = 3,

    /// <summary>The instruction at RIP needs something that this core lacks; nothing has changed.</summary>
    Unimplemented = 4,

    /// <summary>The budget of instructions is used up.</summary>
    BudgetExhausted = 5,
}
