using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>What an object's line program refers to: places in code, and names in sections of strings.</summary>
internal sealed class LineReferences
{
    private readonly ObjectFile _file;
    private readonly Dictionary<int, ObjectRelocation> _relocations = [];

    /// <summary>The references of an object.</summary>
    public LineReferences(ObjectFile file)
    {
        _file = file;
        Program = file.Section(ObjectFile.LineProgram)?.Content ?? [];
        foreach (ObjectRelocation relocation in file.LineRelocations)
        {
            _ = _relocations.TryAdd(relocation.Offset, relocation);
        }
    }

    /// <summary>The line program.</summary>
    public ImmutableArray<byte> Program { get; }

    /// <summary>The line program, to be read.</summary>
    public ReadOnlyMemory<byte> Bytes => ImmutableCollectionsMarshal.AsArray(Program);

    /// <summary>The bytes of a section of the object.</summary>
    public int SizeOf(int section) => _file.Sections[section].Size;

    /// <summary>What the place in the line program is filled in with; null if no relocation fills it.</summary>
    /// <param name="place">The place's offset.</param>
    /// <returns>The number of a section, and an offset, which need not be inside.</returns>
    public (int Section, ulong Offset)? TargetAt(int place) =>
        _relocations.TryGetValue(place, out ObjectRelocation relocation)
            && relocation.Kind is RelocationKind.Absolute64 or RelocationKind.Absolute32
            && _file.Symbols[relocation.Symbol] is { Place: SymbolPlace.Section } symbol
            ? (symbol.Section, symbol.Value + (ulong)relocation.Addend) : null;

    /// <summary>A name in a section of strings.</summary>
    /// <param name="place">Where in the line program the name's offset stands.</param>
    /// <param name="offset">What stands there; a relocation takes its place.</param>
    /// <param name="section">The name of the section, where no relocation says which it is.</param>
    public LineFile NameAt(int place, ulong offset, string section)
    {
        (int Section, ulong Offset)? target = TargetAt(place);
        ObjectSection? strings = target is { } filled ? _file.Sections[filled.Section] : _file.Section(section);
        return new LineFile(strings?.Content ?? [], (int)Math.Min(target?.Offset ?? offset, int.MaxValue));
    }
}
