namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>Why a machine stopped running.</summary>
public enum MachineEndKind
{
    /// <summary>It has not ended; the steps that it was given are used up.</summary>
    StepLimit = 0,

    /// <summary>The guest ended with an exit status.</summary>
    DebugExit = 1,

    /// <summary>The guest switched the machine off.</summary>
    PowerOff = 2,

    /// <summary>The guest asked for a reset.</summary>
    Reset = 3,

    /// <summary>HLT, and nothing is there that could wake the core.</summary>
    Halted = 4,

    /// <summary>A triple fault.</summary>
    Shutdown = 5,

    /// <summary>The core lacks something that the guest needs.</summary>
    Unimplemented = 6,
}
