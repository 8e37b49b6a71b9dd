namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>The ways in which an instruction can be interrupted.</summary>
public enum CpuEventKind : byte
{
    /// <summary>An exception reported at the instruction, which can be restarted: RF is set in the frame.</summary>
    Fault = 0,

    /// <summary>An exception between instructions: RIP and the flags are saved as they are.</summary>
    Trap = 1,

    /// <summary>INT n, INT3 and INTO: reported behind the instruction; the gate's privilege level counts.</summary>
    Software = 2,

    /// <summary>No event of the architecture: the core lacks what the instruction needs.</summary>
    Unimplemented = 3,

    /// <summary>#DF and #MC, after which the program cannot be restarted.</summary>
    Abort = 4,

    /// <summary>INT1: reported behind the instruction like INT3, but as an exception that no gate bars.</summary>
    PrivilegedSoftware = 5,

    /// <summary>An interrupt of a device.</summary>
    External = 6,

    /// <summary>NMI, which holds off further ones until an IRET.</summary>
    NonMaskable = 7,

    /// <summary>
    /// No event of the architecture: a store was refused because it meets decoded code. The run loop executes the
    /// instruction again without keeping what it decodes; delivery never sees this.
    /// </summary>
    Restart = 8,
}
