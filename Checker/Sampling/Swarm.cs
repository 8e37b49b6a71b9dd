namespace MsrSpec.Checker.Sampling;

/// <summary>
/// What one sequence may contain. Each sequence switches some features off, because a sequence that may contain
/// everything seldom gets deep into anything: ten ranges are never stored when every second one is refused.
/// </summary>
[Flags]
internal enum Swarm : uint
{
    /// <summary>None of the features.</summary>
    None = 0,

    /// <summary>Ranges without MSRs.</summary>
    EmptyRanges = 1 << 0,

    /// <summary>Ranges without flags.</summary>
    FlaglessRanges = 1 << 1,

    /// <summary>Ranges with unknown flags.</summary>
    UnknownFlags = 1 << 2,

    /// <summary>Buffers that stop being readable too soon.</summary>
    CutBuffers = 1 << 3,

    /// <summary>A pad word that is not zero.</summary>
    PadWords = 1 << 4,

    /// <summary>Numbers of MSRs around and beyond the limit.</summary>
    LargeCounts = 1 << 5,

    /// <summary>Ranges at the top of the index space.</summary>
    TopBases = 1 << 6,

    /// <summary>Ranges that overlap or touch earlier ones.</summary>
    Neighbours = 1 << 7,

    /// <summary>Commands that make the next allocation fail, or the next argument change.</summary>
    FailedAllocations = 1 << 8,

    /// <summary>Commands that destroy the VM.</summary>
    Destruction = 1 << 9,

    /// <summary>Deflection to user space.</summary>
    Deflection = 1 << 10,

    /// <summary>Host-initiated accesses.</summary>
    HostAccesses = 1 << 11,

    /// <summary>A CPL other than 0, and the LOCK prefix.</summary>
    FaultingForms = 1 << 12,

    /// <summary>Accesses in real and protected mode too.</summary>
    OtherModes = 1 << 13,

    /// <summary>More ioctls than accesses.</summary>
    MostlyAdds = 1 << 14,

    /// <summary>More than one vCPU.</summary>
    SecondVcpu = 1 << 15,

    /// <summary>Numbers from all over the index space.</summary>
    FarIndices = 1 << 16,

    /// <summary>Ranges at all: without one, every access reaches its register.</summary>
    Ranges = 1 << 17,

    /// <summary>Large ranges far from each other: a list that needs as much memory as one can.</summary>
    SpreadRanges = 1 << 18,

    /// <summary>Most commands about an MSR of one of the last two: what one does to it shows at the next.</summary>
    FewIndices = 1 << 19,

    /// <summary>The interface is the filter: filters are set where ranges would be added.</summary>
    Filters = 1 << 20,
}
