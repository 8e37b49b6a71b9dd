namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>The relocations that kernel objects for x86-64 have, by their numbers in the psABI.</summary>
internal enum RelocationKind
{
    /// <summary><c>R_X86_64_NONE</c>: nothing.</summary>
    Nothing = 0,

    /// <summary><c>R_X86_64_64</c>: the address, 64 bits.</summary>
    Absolute64 = 1,

    /// <summary><c>R_X86_64_PC32</c>: the distance, 32 signed bits.</summary>
    Relative32 = 2,

    /// <summary><c>R_X86_64_PLT32</c>: the distance to a function, 32 signed bits.</summary>
    Call32 = 4,

    /// <summary><c>R_X86_64_32</c>: the address, 32 bits that are extended by zeros.</summary>
    Absolute32 = 10,

    /// <summary><c>R_X86_64_32S</c>: the address, 32 bits that are extended by the sign.</summary>
    AbsoluteSigned32 = 11,

    /// <summary><c>R_X86_64_PC64</c>: the distance, 64 bits.</summary>
    Relative64 = 24,
}
