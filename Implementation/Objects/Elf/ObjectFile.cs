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
    /// <summary>The first section with that name, or null.</summary>
    public ObjectSection? Section(string name) => Sections.FirstOrDefault(section => section.Name == name);
}
