namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>What happens to a core while its access waits.</summary>
internal enum AccessDetour
{
    None,

    /// <summary>A snapshot is taken, the core goes on in another way, and the snapshot is restored.</summary>
    Back,

    /// <summary>A snapshot is taken, and restored on a core that has run something else.</summary>
    Elsewhere,
}
