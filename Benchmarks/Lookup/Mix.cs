namespace MsrSpec.Benchmarks.Lookup;

/// <summary>What kind of accesses a guest makes.</summary>
public enum Mix
{
    /// <summary>Registers of the first range: a scan's best case.</summary>
    HitFirst,

    /// <summary>Registers of the last range: a scan's longest way to a hit.</summary>
    HitLast,

    /// <summary>Registers of no range: a scan's longest way.</summary>
    Miss,

    /// <summary>Any range, any register in it.</summary>
    UniformInRanges,

    /// <summary>The registers that Linux uses; four of five accesses go to the ten hottest.</summary>
    LinuxGuest,

    /// <summary>Half of the accesses hit any range, half hit none.</summary>
    FlatMix,
}
