using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using LibObjectFile.Elf;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>
/// Takes what the library read over into our own words, and checks each number where it is taken over. The first thing
/// that is wrong is kept.
/// </summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="file">What the library read.</param>
internal sealed class ObjectConversion(string name, ElfFile file)
{
    private const int MaxAlignment = 4096;
    private const ulong MaxSectionSize = 64 << 20;

    private readonly Dictionary<ElfSection, int> _numbers = [];

    /// <summary>The first thing that is wrong, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the file holds; of use only if nothing was wrong.</summary>
    public ObjectFile Convert()
    {
        foreach (ElfSection section in file.Sections)
        {
            _numbers[section] = _numbers.Count;
        }

        ImmutableArray<ObjectSection> sections = [.. file.Sections.Select(Section)];
        ElfSymbolTable[] tables = [.. file.Sections.OfType<ElfSymbolTable>().Where(IsMain)];
        Demand(tables.Length <= 1, $"{tables.Length} symbol tables, and an object has one");
        ImmutableArray<ObjectSymbol> symbols =
            [.. tables.Take(1).SelectMany(table => table.Entries).Select(symbol => Symbol(symbol, sections))];
        ImmutableArray<ObjectRelocation> relocations =
        [
            .. file.Sections.OfType<ElfRelocationTable>()
                .SelectMany(table => Relocations(table, tables.FirstOrDefault(), sections, symbols)),
        ];
        return new ObjectFile(name, sections, symbols, relocations)
        {
            LineRelocations =
            [
                .. file.Sections.OfType<ElfRelocationTable>()
                    .Where(table => table.Link.Section == tables.FirstOrDefault())
                    .SelectMany(table => LineRelocations(table, sections, symbols.Length)),
            ],
        };
    }

    private static bool IsMain(ElfSymbolTable table) => table.Type == ElfSectionType.SymbolTable;

    private ObjectSection Section(ElfSection section)
    {
        string title = section.Name.Value ?? string.Empty;
        bool fits = section.Size <= MaxSectionSize;
        Demand(fits, $"section '{title}' has {section.Size} bytes, and {MaxSectionSize} at most are loaded");
        ulong alignment = Math.Max(1, section.VirtualAddressAlignment);
        bool isAligned = BitOperations.IsPow2(alignment) && alignment <= MaxAlignment;
        Demand(isAligned,
            $"section '{title}' is aligned to {alignment}, which is no power of two up to {MaxAlignment}");
        ImmutableArray<byte> content = fits && section is ElfStreamSection { Stream: { } stream } ? Bytes(stream) : [];
        bool isWhole = content.IsEmpty || (ulong)content.Length == section.Size;
        Demand(isWhole, $"section '{title}' has {content.Length} of its {section.Size} bytes");
        return new ObjectSection(
            title, Rights(section), fits ? (int)section.Size : 0, content, isAligned ? (int)alignment : 1);
    }

    private static ImmutableArray<byte> Bytes(Stream stream)
    {
        byte[] bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return ImmutableCollectionsMarshal.AsImmutableArray(bytes);
    }

    private static SectionRights Rights(ElfSection section) =>
        (section.Flags.HasFlag(ElfSectionFlags.Write) ? SectionRights.Write : 0)
        | (section.Flags.HasFlag(ElfSectionFlags.Alloc) ? SectionRights.Allocate : 0)
        | (section.Flags.HasFlag(ElfSectionFlags.Executable) ? SectionRights.Execute : 0);

    private ObjectSymbol Symbol(ElfSymbol symbol, ImmutableArray<ObjectSection> sections)
    {
        string title = symbol.Name.Value ?? string.Empty;
        (SymbolPlace place, int section) = Place(symbol, title);
        bool isInside = place != SymbolPlace.Section || symbol.Value <= (ulong)sections[section].Size;
        Demand(isInside, $"symbol '{title}' is at 0x{symbol.Value:x}, behind the end of its section");
        return new ObjectSymbol(
            title, place, section, symbol.Value, symbol.Size, symbol.Type == ElfSymbolType.Function,
            symbol.Bind == ElfSymbolBind.Local ? SymbolBinding.Local
            : symbol.Bind == ElfSymbolBind.Weak ? SymbolBinding.Weak
            : SymbolBinding.Global);
    }

    private (SymbolPlace Place, int Section) Place(ElfSymbol symbol, string title)
    {
        if (symbol.SectionLink.Section is { } home)
        {
            bool isKnown = _numbers.TryGetValue(home, out int number);
            Demand(isKnown, $"symbol '{title}' is in a section that the file does not have");
            return (SymbolPlace.Section, number);
        }

        uint special = (uint)symbol.SectionLink.SpecialIndex;
        bool isAbsolute = special == ElfNative.SHN_ABS;
        Demand(isAbsolute || special == ElfNative.SHN_UNDEF,
            $"symbol '{title}' is in section 0x{special:x}, which means nothing here");
        return (isAbsolute ? SymbolPlace.Absolute : SymbolPlace.Undefined, 0);
    }

    private IEnumerable<ObjectRelocation> Relocations(
        ElfRelocationTable table,
        ElfSymbolTable? symbolTable,
        ImmutableArray<ObjectSection> sections,
        ImmutableArray<ObjectSymbol> symbols)
    {
        string title = table.Name.Value ?? string.Empty;
        if (table.Info.Section is not { } target || !_numbers.TryGetValue(target, out int number))
        {
            Demand(false, $"'{title}' relocates a section that the file does not have");
            return [];
        }

        if (!sections[number].IsLoaded)
        {
            return [];
        }

        Demand(table.Link.Section == symbolTable, $"'{title}' is about symbols of another table");
        Demand(table.IsRelocationWithAddends, $"'{title}' has no addends, and those of x86-64 have");
        return [.. table.Entries.Select(entry => Relocation(entry, title, number, sections[number], symbols.Length))];
    }

    private ObjectRelocation Relocation(
        ElfRelocation entry, string title, int number, ObjectSection section, int symbols)
    {
        RelocationKind kind = (RelocationKind)entry.Type.Value;
        Demand(Enum.IsDefined(kind),
            $"'{title}' has a relocation of type {entry.Type.Value}, which no kernel object has");
        bool isOfASymbol = entry.SymbolIndex < (uint)symbols;
        Demand(isOfASymbol, $"'{title}' has a relocation of symbol {entry.SymbolIndex}, and there are {symbols}");
        ObjectRelocation made = new(
            number, (int)Math.Min(entry.Offset, int.MaxValue), kind, isOfASymbol ? (int)entry.SymbolIndex : 0,
            entry.Addend);
        bool isInside = entry.Offset <= (ulong)section.Size && made.Width <= section.Size - made.Offset;
        Demand(isInside, $"'{title}' has a relocation at 0x{entry.Offset:x}, not inside '{section.Name}'");
        return made;
    }

    /// <summary>An object loads without lines too, so what is wrong with these is no reason to refuse it.</summary>
    private IEnumerable<ObjectRelocation> LineRelocations(
        ElfRelocationTable table, ImmutableArray<ObjectSection> sections, int symbols) =>
        table.Info.Section is { } target && _numbers.TryGetValue(target, out int number)
            && sections[number].Name == ObjectFile.LineProgram
            ? table.Entries.Where(entry => entry.SymbolIndex < (uint)symbols && entry.Offset <= int.MaxValue)
                .Select(entry => new ObjectRelocation(
                    number, (int)entry.Offset, (RelocationKind)entry.Type.Value, (int)entry.SymbolIndex, entry.Addend))
            : [];

    private void Demand(bool holds, string problem)
    {
        if (!holds)
        {
            Problem ??= $"{name}: {problem}";
        }
    }
}
