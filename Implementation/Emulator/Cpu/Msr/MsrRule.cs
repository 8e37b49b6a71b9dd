namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>Which values an MSR takes, and from whom.</summary>
internal enum MsrRule : byte
{
    /// <summary>The register does not exist.</summary>
    Absent = 0,

    /// <summary>Any value whose set bits lie within the mask.</summary>
    Bits,

    /// <summary>A 48-bit canonical address.</summary>
    Canonical,

    /// <summary>Never written, by anyone.</summary>
    ReadOnly,

    /// <summary>Set by the host; a guest write is refused.</summary>
    HostOnly,

    /// <summary>Set by the host; a guest write is accepted and does nothing.</summary>
    GuestIgnored,

    /// <summary>Write only: a command of bits within the mask, of which nothing is kept.</summary>
    Command,

    /// <summary>Zero or all ones.</summary>
    AllOrNone,

    /// <summary>The guest may only clear it; the host sets it.</summary>
    GuestClears,

    /// <summary>The guest may change what is outside the mask; bits within it silently stay.</summary>
    GuestKeeps,

    /// <summary>Eight memory types of the page attribute table, a byte each.</summary>
    PatTypes,

    /// <summary>Eight memory types of a fixed-range MTRR, a byte each.</summary>
    MtrrTypes,

    /// <summary>Bits within the mask, with an MTRR memory type in the low byte.</summary>
    MtrrTyped,

    /// <summary>EFER.</summary>
    Efer,

    /// <summary>IA32_TSC while the time is kept: what is stored is its distance from the time.</summary>
    TimeStamp,

    /// <summary>IA32_TSC_ADJUST while the time is kept: a guest's write moves IA32_TSC along.</summary>
    TimeAdjust,

    /// <summary>IA32_APIC_BASE: which page is the APIC's, and its mode.</summary>
    ApicBase,

    /// <summary>
    /// The interrupt command register in x2APIC mode, where there is no APIC behind it: bits within the mask, which
    /// command nothing.
    /// </summary>
    Interrupt,

    /// <summary>IA32_TSC_DEADLINE, which lives in the APIC.</summary>
    Deadline,

    /// <summary>The registers of an APIC in x2APIC mode, which live in it and share one row.</summary>
    X2Apic,
}
