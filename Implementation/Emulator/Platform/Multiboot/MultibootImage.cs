using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>A multiboot kernel: where it is entered, and what of its file goes where.</summary>
/// <param name="Entry">The physical address of the first instruction.</param>
/// <param name="Segments">What goes into RAM.</param>
public sealed record MultibootImage(uint Entry, ImmutableArray<LoadSegment> Segments)
{
    private const int AddressFields = 12;
    private const int AddressFieldsSize = 20;

    /// <summary>The first address behind the image.</summary>
    public ulong End => Segments.IsEmpty ? 0 : Segments.Max(segment => segment.End);

    /// <summary>Reads an image; null, with the reason, when it is none.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="error">The reason.</param>
    public static MultibootImage? TryRead(ReadOnlySpan<byte> file, out LoadError? error)
    {
        error = MultibootHeader.Find(file, out MultibootHeader header);
        if (error is not null)
        {
            return null;
        }

        return (header.Flags & MultibootHeader.AddressesAreValid) != 0
            ? ByAddressFields(file, header, out error)
            : ElfReader.TryRead(file, out error);
    }

    /// <summary>Takes the places from the header itself, for files that are no ELF.</summary>
    private static MultibootImage? ByAddressFields(
        ReadOnlySpan<byte> file, MultibootHeader header, out LoadError? error)
    {
        int fields = header.Offset + AddressFields;
        if (file.Length - fields < AddressFieldsSize)
        {
            error = new LoadError(fields, "the file ends within the address fields of the multiboot header");
            return null;
        }

        uint headerAddress = Word(file, fields);
        uint load = Word(file, fields + 4);
        uint loadEnd = Word(file, fields + 8);
        uint bssEnd = Word(file, fields + 12);
        uint entry = Word(file, fields + 16);
        long offset = header.Offset - ((long)headerAddress - load);
        long size = loadEnd == 0 ? file.Length - offset : (long)loadEnd - load;
        long memorySize = bssEnd == 0 ? size : (long)bssEnd - load;
        error =
            headerAddress < load || offset < 0
                ? new LoadError(
                    fields + 4, $"the load address 0x{load:x} does not fit the header's 0x{headerAddress:x}")
            : size <= 0 || size > file.Length - offset
                ? new LoadError(fields + 8, $"the load end 0x{loadEnd:x} lies outside of the file")
            : memorySize < size
                ? new LoadError(fields + 12, $"the bss end 0x{bssEnd:x} lies before the end of what is loaded")
            : null;
        return error is null
            ? new MultibootImage(entry, [new LoadSegment(fields, offset, size, load, (ulong)memorySize)])
            : null;
    }

    private static uint Word(ReadOnlySpan<byte> file, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
}
