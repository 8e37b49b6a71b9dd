namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>How code is decoded and addresses are formed: what CR0.PE, EFER.LMA, CS.L and CS.D together say.</summary>
internal enum ExecutionMode
{
    /// <summary>Real mode.</summary>
    Real16 = 0,

    /// <summary>Protected mode with 16-bit code.</summary>
    Protected16 = 1,

    /// <summary>Protected mode with 32-bit code.</summary>
    Protected32 = 2,

    /// <summary>64-bit mode.</summary>
    Long64 = 3,

    /// <summary>Virtual-8086 mode: 16-bit code at level 3 within protected mode.</summary>
    Virtual8086 = 4,

    /// <summary>Compatibility mode with 16-bit code: a legacy segment within long mode.</summary>
    Compatibility16 = 5,

    /// <summary>Compatibility mode with 32-bit code.</summary>
    Compatibility32 = 6,
}
