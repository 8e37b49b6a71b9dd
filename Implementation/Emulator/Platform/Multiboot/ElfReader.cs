using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>Reads the program headers of a 32-bit ELF file for x86.</summary>
internal static class ElfReader
{
    private const int HeaderSize = 52;
    private const int EntryOffset = 24;
    private const int TableOffset = 28;
    private const int EntrySizeOffset = 42;
    private const int CountOffset = 44;
    private const int ProgramHeaderSize = 32;
    private const uint Load = 1;
    private const ushort Executable = 2;
    private const ushort Intel386 = 3;

    internal static MultibootImage? TryRead(ReadOnlySpan<byte> file, out LoadError? error)
    {
        error = CheckHeader(file);
        if (error is not null)
        {
            return null;
        }

        uint table = Word(file, TableOffset);
        int entrySize = Half(file, EntrySizeOffset);
        int count = Half(file, CountOffset);
        ImmutableArray<LoadSegment>.Builder segments = ImmutableArray.CreateBuilder<LoadSegment>();
        for (int number = 0; number < count; number++)
        {
            long offset = table + ((long)number * entrySize);
            if (offset > file.Length - ProgramHeaderSize)
            {
                error = new LoadError(TableOffset, $"program header {number} lies outside of the file");
                return null;
            }

            int at = (int)offset;
            if (Word(file, at) != Load || Word(file, at + 20) == 0)
            {
                continue;
            }

            var segment = new LoadSegment(
                at, Word(file, at + 4), Word(file, at + 16), Word(file, at + 12), Word(file, at + 20));
            error = segment.FileOffset + segment.FileSize > file.Length
                    ? new LoadError(at + 4, $"segment {number} goes on behind the end of the file")
                : (ulong)segment.FileSize > segment.MemorySize
                    ? new LoadError(at + 16, $"segment {number} is longer in the file than in memory")
                : null;
            if (error is not null)
            {
                return null;
            }

            segments.Add(segment);
        }

        if (segments.Count == 0)
        {
            error = new LoadError(CountOffset, "there is no segment to load");
            return null;
        }

        return new MultibootImage(Word(file, EntryOffset), segments.ToImmutable());
    }

    private static LoadError? CheckHeader(ReadOnlySpan<byte> file) =>
        !file.StartsWith("\u007fELF"u8)
            ? new LoadError(0, "neither an ELF file nor a multiboot header with addresses")
        : file.Length < HeaderSize
            ? new LoadError(file.Length, "the file ends within the ELF header")
        : file[4] != 1 || file[5] != 1
            ? new LoadError(4, "the ELF file is not of 32 bits and little endian")
        : Half(file, 16) != Executable
            ? new LoadError(16, $"the ELF file is not an executable but of type {Half(file, 16)}")
        : Half(file, 18) != Intel386
            ? new LoadError(18, $"the ELF file is not for x86 but for machine {Half(file, 18)}")
        : Half(file, EntrySizeOffset) < ProgramHeaderSize && Half(file, CountOffset) != 0
            ? new LoadError(EntrySizeOffset, "the program headers are too small")
        : null;

    private static uint Word(ReadOnlySpan<byte> file, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);

    private static ushort Half(ReadOnlySpan<byte> file, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(file[offset..]);
}
