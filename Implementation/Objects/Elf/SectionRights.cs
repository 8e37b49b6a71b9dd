namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>What a section's memory is for (<c>sh_flags</c>).</summary>
[Flags]
internal enum SectionRights
{
    /// <summary>It is read.</summary>
    None = 0,

    /// <summary>It is written to (<c>SHF_WRITE</c>).</summary>
    Write = 1,

    /// <summary>It takes memory at all (<c>SHF_ALLOC</c>).</summary>
    Allocate = 2,

    /// <summary>It is executed (<c>SHF_EXECINSTR</c>).</summary>
    Execute = 4,
}
