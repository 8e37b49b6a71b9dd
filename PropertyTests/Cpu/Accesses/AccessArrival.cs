namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>What interrupts the program around an access.</summary>
internal enum AccessArrival
{
    None,

    /// <summary>A maskable interrupt at some time.</summary>
    Timer,

    /// <summary>A maskable interrupt that a WRMSR brings.</summary>
    Interrupt,

    /// <summary>An NMI that a WRMSR brings.</summary>
    NonMaskable,
}
