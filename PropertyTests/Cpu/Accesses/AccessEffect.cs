namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// What a WRMSR does: the port's doing if it answers at once, and user space's if the access leaves.
/// </summary>
internal enum AccessEffect
{
    None,

    /// <summary>EFER.NXE changes, and with it what a table entry means that forbids execution.</summary>
    Efer,

    /// <summary>The page of the APIC moves.</summary>
    ApicBase,

    /// <summary>The time-stamp counter is set.</summary>
    TimeStamp,

    /// <summary>An MTRR is written after a table entry has changed, which ends what was cached of it.</summary>
    Mtrr,
}
