namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The segment registers in the order that encodings use, and the two system segments.</summary>
public enum SegmentRegister
{
    /// <summary>ES.</summary>
    Es = 0,

    /// <summary>CS.</summary>
    Cs = 1,

    /// <summary>SS.</summary>
    Ss = 2,

    /// <summary>DS.</summary>
    Ds = 3,

    /// <summary>FS.</summary>
    Fs = 4,

    /// <summary>GS.</summary>
    Gs = 5,

    /// <summary>TR, the task register.</summary>
    Tr = 6,

    /// <summary>LDTR, the register of the local descriptor table.</summary>
    Ldtr = 7,
}
