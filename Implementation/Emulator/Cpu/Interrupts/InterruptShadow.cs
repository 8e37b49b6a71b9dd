namespace MsrSpec.Implementation.Emulator.Cpu.Interrupts;

/// <summary>What holds interrupts off until the next instruction has retired.</summary>
public enum InterruptShadow : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>STI has set IF: maskable interrupts wait.</summary>
    Sti = 1,

    /// <summary>MOV SS or POP SS: interrupts, NMIs and debug traps wait.</summary>
    MovSs = 2,
}
