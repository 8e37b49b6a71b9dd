using System.Buffers.Binary;
using System.Text;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>The bytes of an ELF64 file, to be broken: its section headers by number (ELF gABI, "Section Header").
/// </summary>
internal sealed class ElfBytes(byte[] good)
{
    public const int HeaderSize = 64;

    /// <summary>Offsets of the fields of a section header.</summary>
    public const int Flags = 8, Offset = 24, Size = 32, Link = 40, Info = 44, Alignment = 48, EntrySize = 56;

    private const int TableOffset = 0x28;
    private const int CountOffset = 0x3C;
    private const int NamesOffset = 0x3E;

    public byte[] Bytes { get; } = [.. good];

    public int Table => (int)BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(TableOffset));

    public int Count => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(CountOffset));

    /// <summary>The number of the section with a name.</summary>
    public int this[string name] => Enumerable.Range(0, Count).Single(number => NameOf(number) == name);

    public int FieldOf(int section, int field) => Table + (section * HeaderSize) + field;

    /// <summary>Where a section's bytes begin in the file.</summary>
    public int ContentOf(int section) =>
        (int)BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(FieldOf(section, Offset)));

    public ElfBytes Set(int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(at), value);
        return this;
    }

    public ElfBytes Set(int at, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Bytes.AsSpan(at), value);
        return this;
    }

    private string NameOf(int section)
    {
        int names = BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(NamesOffset));
        int at = ContentOf(names) + BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(FieldOf(section, 0)));
        return Encoding.ASCII.GetString(Bytes.AsSpan(at, Bytes.AsSpan(at).IndexOf((byte)0)));
    }
}
