namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>The ways in which an instruction can be interrupted.</summary>
internal enum CpuEventKind : byte
{
    /// <summary>An exception reported at the instruction.</summary>
    Fault = 0,

    /// <summary>An exception reported behind the instruction, which has retired.</summary>
    Trap = 1,

    /// <summary>INT n and INT3: reported behind the instruction; the gate's privilege level counts.</summary>
    Software = 2,

    /// <summary>No event of the architecture: the core lacks what the instruction needs.</summary>
    Unimplemented = 3,

    /// <summary>
    /// No event of the architecture: a store was refused because it meets decoded code. The run loop executes the
    /// instruction again without keeping what it decodes; delivery never sees this.
    /// </summary>
    Restart = 4,
}
