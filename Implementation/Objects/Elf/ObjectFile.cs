using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>
/// What a relocatable ELF file for x86-64 holds: all that loading needs, checked, so that every number in it is in
/// range.
/// </summary>
/// <param name="Name">The file's name, for messages.</param>
/// <param name="Sections">Its sections, by number; the first is the empty one.</param>
/// <param name="Symbols">Its symbols, by number; the first is the empty one.</param>
/// <param name="Relocations">Its relocations of sections that are loaded.</param>
internal sealed record ObjectFile(
    string Name,
    ImmutableArray<ObjectSection> Sections,
    ImmutableArray<ObjectSymbol> Symbols,
    ImmutableArray<ObjectRelocation> Relocations)
{
    /// <summary>The name of the section that says of which lines the code is (DWARF 5, section 6.2).</summary>
    public const string LineProgram = ".debug_line";

    /// <summary>The relocations of <see cref="LineProgram"/>, but for those that mean nothing.</summary>
    public ImmutableArray<ObjectRelocation> LineRelocations { get; init; } = [];

    /// <summary>The first section with that name, or null.</summary>
    public ObjectSection? Section(string name) => Sections.FirstOrDefault(section => section.Name == name);
}
