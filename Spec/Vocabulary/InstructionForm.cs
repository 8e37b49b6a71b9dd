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
}
