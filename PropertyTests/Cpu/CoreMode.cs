namespace MsrSpec.PropertyTests.Cpu;

/// <summary>The modes that a core can be in, by the names that the core has for them.</summary>
public enum CoreMode
{
    /// <summary>Real mode.</summary>
    Real16,

    /// <summary>Protected mode with 16-bit code.</summary>
    Protected16,

    /// <summary>Protected mode with 32-bit code.</summary>
    Protected32,

    /// <summary>Virtual-8086 mode.</summary>
    Virtual8086,

    /// <summary>Compatibility mode with 16-bit code.</summary>
    Compatibility16,

    /// <summary>Compatibility mode with 32-bit code.</summary>
    Compatibility32,

    /// <summary>64-bit mode.</summary>
    Long64,
}
