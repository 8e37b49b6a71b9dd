namespace MsrSpec.Spec.Vocabulary;

/// <summary>How the RDMSR or WRMSR of an access is written.</summary>
public enum InstructionForm
{
    /// <summary>The plain instruction; in 64-bit mode bits 63:32 of RAX, RCX and RDX are zero before it.</summary>
    Plain = 0,

    /// <summary>
    /// The plain instruction with bits 63:32 of RAX, RCX and RDX all ones before it; only 64-bit mode can tell.
    /// </summary>
    UpperHalvesSet = 1,

    /// <summary>With a LOCK prefix, which is an invalid opcode.</summary>
    Lock = 2,

    /// <summary>With a prefix that changes nothing but the length: a segment override (3E).</summary>
    Prefixed = 3,

    /// <summary>WRMSRNS: a write that does not serialize (NP 0F 01 C6). There is no such read.</summary>
    NonSerializing = 4,

    /// <summary>
    /// The immediate form (VEX.F2 or VEX.F3, map 7, F6 /0): the instruction itself holds the index, and RDX the whole
    /// value. Its write does not serialize either. It exists in 64-bit mode only.
    /// </summary>
    Immediate = 5,
}
