using System.Buffers.Binary;

namespace MsrSpec.Implementation.Objects.Elf;

/// <summary>The numbers of a section header of ELF64 that say where its bytes are (ELF gABI, "Section Header").
/// </summary>
/// <param name="Name">The offset of its name in the table of names.</param>
/// <param name="Type">What its bytes are (<c>sh_type</c>).</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Link">The number of the section that it goes by.</param>
/// <param name="EntrySize">The bytes of an entry, in a table.</param>
internal readonly record struct ElfSectionHeader(
    uint Name, uint Type, ulong Offset, ulong Size, uint Link, ulong EntrySize)
{
    /// <summary>The bytes of a section header.</summary>
    public const int HeaderSize = 64;

    /// <summary>Where in a header the type is.</summary>
    public const int TypeOffset = 4;

    /// <summary><c>SHT_PROGBITS</c>: bytes that mean nothing to a linker.</summary>
    public const uint Plain = 1;

    /// <summary><c>SHT_SYMTAB</c>: symbols.</summary>
    public const uint Symbols = 2;

    /// <summary><c>SHT_STRTAB</c>: names.</summary>
    public const uint Names = 3;

    /// <summary><c>SHT_RELA</c>: relocations with addends.</summary>
    public const uint Relocations = 4;

    private const int OffsetOffset = 0x18, SizeOffset = 0x20, LinkOffset = 0x28, EntrySizeOffset = 0x38;
    private const uint NoSection = 0;
    private const uint Zeros = 8;

    /// <summary>Whether it has bytes in the file.</summary>
    public bool HasBytes => Type is not (NoSection or Zeros);

    /// <summary>Whether loading needs to know what its bytes are.</summary>
    public bool HasMeaning => Type is NoSection or Zeros or Symbols or Names or Relocations;

    /// <summary>Reads one.</summary>
    /// <param name="header">Its bytes.</param>
    public static ElfSectionHeader Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(header),
        BinaryPrimitives.ReadUInt32LittleEndian(header[TypeOffset..]),
        BinaryPrimitives.ReadUInt64LittleEndian(header[OffsetOffset..]),
        BinaryPrimitives.ReadUInt64LittleEndian(header[SizeOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[LinkOffset..]),
        BinaryPrimitives.ReadUInt64LittleEndian(header[EntrySizeOffset..]));
}
