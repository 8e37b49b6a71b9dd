namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The attributes of a segment, in the places that bits 55:40 of its descriptor have.</summary>
[Flags]
public enum SegmentAttributes : ushort
{
    /// <summary>An unusable segment.</summary>
    None = 0,

    /// <summary>A: it has been loaded.</summary>
    Accessed = 1 << 0,

    /// <summary>W of a data segment; R of a code segment.</summary>
    WritableOrReadable = 1 << 1,

    /// <summary>
    /// E of a data segment: valid offsets lie above the limit; C of a code segment: it runs at its caller's level.
    /// </summary>
    ExpandDownOrConforming = 1 << 2,

    /// <summary>The type bit of code.</summary>
    Code = 1 << 3,

    /// <summary>The four bits of the type.</summary>
    SystemType = 0xF,

    /// <summary>S: code or data, not a system segment.</summary>
    CodeOrData = 1 << 4,

    /// <summary>The low bit of the DPL.</summary>
    PrivilegeLow = 1 << 5,

    /// <summary>The high bit of the DPL.</summary>
    PrivilegeHigh = 1 << 6,

    /// <summary>DPL: two bits.</summary>
    PrivilegeLevel = PrivilegeLow | PrivilegeHigh,

    /// <summary>P: present.</summary>
    Present = 1 << 7,

    /// <summary>L: 64-bit code.</summary>
    Code64 = 1 << 13,

    /// <summary>D or B: 32-bit code or stack.</summary>
    Big = 1 << 14,

    /// <summary>G: the limit counts pages.</summary>
    Granular = 1 << 15,
}
