namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>What the handler of an instruction tells the run loop.</summary>
internal enum StepStatus
{
    /// <summary>The instruction retired; the run loop is to move RIP past it and go on.</summary>
    Next = 0,

    /// <summary>The instruction retired and has set RIP itself.</summary>
    Branch = 1,

    /// <summary>An event waits in the core; the instruction has changed nothing.</summary>
    Event = 2,

    /// <summary>An exit waits in the core.</summary>
    Exit = 3,

    /// <summary>The instruction retired and goes back to one of its block, which the core names.</summary>
    Again = 4,
}
