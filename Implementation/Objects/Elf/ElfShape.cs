using System.Buffers.Binary;
using System.Text;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>
/// Looks at the headers of a file before the library reads it: the library believes every number, and a table of 2^62
/// symbols, or the same bytes in thousands of sections, would take all memory there is.
/// </summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="bytes">The file.</param>
internal sealed class ElfShape(string name, byte[] bytes)
{
    /// <summary>As the kernel has it (<c>KSYM_NAME_LEN</c>).</summary>
    private const int MaxName = 512;

    private const int FileHeaderSize = 64;
    private const int TypeAt = 0x10, MachineAt = 0x12, ProgramHeadersAt = 0x20, SectionHeadersAt = 0x28;
    private const int FileHeaderSizeAt = 0x34, HeaderSizeAt = 0x3A, CountAt = 0x3C, NamesAt = 0x3E;
    private const uint SymbolSize = 24;
    private const uint RelocationSize = 24;
    private const ushort Relocatable = 1;
    private const ushort X86 = 62;

    private ElfSectionHeader[] _sections = [];
    private ulong _table;

    /// <summary>The first thing that is wrong; empty if nothing is.</summary>
    public string Problem { get; private set; } = string.Empty;

    /// <summary>The magic number; 64 bits, little-endian, the version that there is.</summary>
    private static ReadOnlySpan<byte> Identification => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];

    /// <summary>Looks at everything.</summary>
    /// <returns>
    /// The file, in which sections that loading takes as they are say no more of themselves; null if something is
    /// wrong.
    /// </returns>
    public byte[]? Check()
    {
        if (IsObject() && HasTable())
        {
            CheckSections();
            CheckNames();
        }

        return Problem.Length > 0 ? null : Plain();
    }

    private bool IsObject()
    {
        bool isElf = bytes.Length >= FileHeaderSize && bytes.AsSpan().StartsWith(Identification);
        Demand(isElf, "no ELF file of 64 bits; it begins with '"
            + $"{Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, Identification.Length)))}'");
        if (isElf)
        {
            (ushort type, ushort machine) = (Half(TypeAt), Half(MachineAt));
            Demand(type == Relocatable && machine == X86,
                $"no relocatable object for x86-64, but a file of type {type} for machine {machine}");
            Demand(Word(ProgramHeadersAt) == 0 && Half(FileHeaderSizeAt) == FileHeaderSize,
                $"its header has {Half(FileHeaderSizeAt)} bytes and leads to program headers at "
                    + $"0x{Word(ProgramHeadersAt):x}; that of an object has {FileHeaderSize}, and leads to none");
        }

        return Problem.Length == 0;
    }

    private bool HasTable()
    {
        _table = Word(SectionHeadersAt);
        ushort count = Half(CountAt);
        Demand(Half(HeaderSizeAt) == ElfSectionHeader.HeaderSize && count > 0 && Half(NamesAt) < count,
            $"it has {count} section headers of {Half(HeaderSizeAt)} bytes, with names in section {Half(NamesAt)}");
        Demand(IsInside(_table, (ulong)count * ElfSectionHeader.HeaderSize),
            $"its {count} section headers at 0x{_table:x} are not inside its {bytes.Length} bytes");
        if (Problem.Length == 0)
        {
            _sections =
            [
                .. Enumerable.Range(0, count).Select(number => ElfSectionHeader.Read(bytes.AsSpan(HeaderOf(number)))),
            ];
        }

        return Problem.Length == 0;
    }

    private void CheckSections()
    {
        ulong total = 0;
        for (int i = 0; i < _sections.Length; i++)
        {
            ElfSectionHeader section = _sections[i];
            if (section.HasBytes)
            {
                Demand(IsInside(section.Offset, section.Size),
                    $"{TitleOf(i)} has 0x{section.Size:x} bytes at 0x{section.Offset:x}, not inside the file's "
                        + $"{bytes.Length}");
                total += Math.Min(section.Size, int.MaxValue);
            }

            ulong entry = section.Type == ElfSectionHeader.Symbols ? SymbolSize
                : section.Type == ElfSectionHeader.Relocations ? RelocationSize
                : 0;
            Demand(entry == 0 || (section.EntrySize == entry && section.Size % entry == 0),
                $"{TitleOf(i)} has 0x{section.Size:x} bytes in entries of {section.EntrySize}, and one has {entry}");
        }

        Demand(total <= (ulong)bytes.Length, $"its sections have {total} bytes, and it has {bytes.Length}");
    }

    private void CheckNames()
    {
        ElfSectionHeader titles = _sections[Half(NamesAt)];
        for (int i = 0; i < _sections.Length && Problem.Length == 0; i++)
        {
            ElfSectionHeader section = _sections[i];
            Demand(NameIn(titles, section.Name) is not null, $"section {i} has no name that ends");
            if (section.Type == ElfSectionHeader.Symbols)
            {
                CheckSymbols(i, section);
            }
        }
    }

    private void CheckSymbols(int number, in ElfSectionHeader table)
    {
        ElfSectionHeader names = table.Link < _sections.Length ? _sections[table.Link] : default;
        for (ulong at = 0; at < table.Size && Problem.Length == 0; at += SymbolSize)
        {
            uint title = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)(table.Offset + at)));
            Demand(NameIn(names, title) is not null,
                $"symbol {at / SymbolSize} of {TitleOf(number)} has no name of less than {MaxName} bytes in the table "
                    + $"of names");
        }
    }

    /// <summary>A name in a table of names, without the zero behind it; null if there is none.</summary>
    private Range? NameIn(in ElfSectionHeader names, uint offset)
    {
        if (names.Type != ElfSectionHeader.Names || offset >= names.Size || !IsInside(names.Offset, names.Size))
        {
            return null;
        }

        int start = (int)(names.Offset + offset);
        int most = (int)Math.Min(MaxName, names.Size - offset);
        int length = bytes.AsSpan(start, most).IndexOf((byte)0);
        return length < 0 ? null : start..(start + length);
    }

    private string TitleOf(int section) => NameIn(_sections[Half(NamesAt)], _sections[section].Name) is { } title
        ? $"section '{Encoding.UTF8.GetString(bytes[title])}'"
        : $"section {section}";

    private byte[] Plain()
    {
        byte[] plain = [.. bytes];
        for (int i = 0; i < _sections.Length; i++)
        {
            if (!_sections[i].HasMeaning)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(
                    plain.AsSpan(HeaderOf(i) + ElfSectionHeader.TypeOffset), ElfSectionHeader.Plain);
            }
        }

        return plain;
    }

    private int HeaderOf(int section) => (int)_table + (section * ElfSectionHeader.HeaderSize);

    private bool IsInside(ulong offset, ulong size) =>
        offset <= (ulong)bytes.Length && size <= (ulong)bytes.Length - offset;

    private ushort Half(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private ulong Word(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(offset));

    private void Demand(bool holds, string problem)
    {
        if (!holds && Problem.Length == 0)
        {
            Problem = $"{name}: {problem}";
        }
    }
}
