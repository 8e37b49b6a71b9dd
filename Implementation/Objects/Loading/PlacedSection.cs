using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>A section in the address space.</summary>
/// <param name="File">The file that it is of, for messages.</param>
/// <param name="Section">The section.</param>
/// <param name="Address">
/// Where its symbols say that it begins: its address, or the offset from GS of a per-CPU section.
/// </param>
/// <param name="Memory">The address of its first byte.</param>
internal sealed record PlacedSection(string File, ObjectSection Section, ulong Address, ulong Memory)
{
    /// <summary>What may be done with its pages.</summary>
    public PageRights Rights =>
        (Section.Rights.HasFlag(SectionRights.Write) ? PageRights.Write : 0)
        | (Section.Rights.HasFlag(SectionRights.Execute) ? PageRights.Execute : 0);

    /// <summary>Whether a byte is one of its own.</summary>
    public bool Holds(ulong memory) => memory - Memory < (ulong)Section.Size;
}
