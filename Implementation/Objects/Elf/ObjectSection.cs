using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>A section of an object.</summary>
/// <param name="Name">Its name, which need not be unique.</param>
/// <param name="Rights">What its memory is for.</param>
/// <param name="Size">Bytes in memory.</param>
/// <param name="Content">Its bytes; none if it is all zero (<c>SHT_NOBITS</c>), else <paramref name="Size"/>.</param>
/// <param name="Alignment">What its address is a multiple of: a power of two.</param>
internal sealed record ObjectSection(
    string Name, SectionRights Rights, int Size, ImmutableArray<byte> Content, int Alignment)
{
    /// <summary>Whether it takes memory.</summary>
    public bool IsLoaded => (Rights & SectionRights.Allocate) != 0;

    /// <summary>
    /// Whether each processor has memory of its own for it (<c>PER_CPU_BASE_SECTION</c>): symbols in it are offsets
    /// from GS.
    /// </summary>
    public bool IsPerCpu => IsLoaded && Name.StartsWith(".data..percpu", StringComparison.Ordinal);
}
