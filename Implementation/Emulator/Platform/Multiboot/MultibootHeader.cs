using System.Buffers.Binary;

namespace MsrSpec.Implementation.Emulator.Platform.Multiboot;

/// <summary>The header that makes a file a multiboot kernel.</summary>
/// <param name="Offset">Where in the file it stands.</param>
/// <param name="Flags">What it asks for.</param>
internal readonly record struct MultibootHeader(int Offset, uint Flags)
{
    internal const uint AddressesAreValid = 1u << 16;

    private const uint Magic = 0x1BADB002;
    private const int SearchedBytes = 8192;
    private const int FixedSize = 12;

    /// <summary>Modules on page boundaries, memory information and a video mode: done, done, and passed over.</summary>
    private const uint KnownRequirements = 0x7;
    private const uint Requirements = 0xFFFF;

    /// <summary>Finds the header; only one whose checksum is right counts.</summary>
    internal static LoadError? Find(ReadOnlySpan<byte> file, out MultibootHeader header)
    {
        header = default;
        int searched = Math.Min(file.Length, SearchedBytes);
        int damaged = -1;
        for (int offset = 0; offset <= searched - FixedSize; offset += sizeof(uint))
        {
            if (Word(file, offset) != Magic)
            {
                continue;
            }

            uint flags = Word(file, offset + 4);
            if (unchecked(Magic + flags + Word(file, offset + 8)) != 0)
            {
                damaged = offset;
                continue;
            }

            header = new MultibootHeader(offset, flags);
            uint unknown = flags & Requirements & ~KnownRequirements;
            return unknown == 0
                ? null
                : new LoadError(offset + 4, $"the multiboot header requires what is not known: flags 0x{unknown:x}");
        }

        return damaged < 0
            ? new LoadError(0, $"no multiboot header (magic 0x{Magic:x}) in the first {SearchedBytes} bytes")
            : new LoadError(damaged + 8, "the checksum of the multiboot header is wrong");
    }

    private static uint Word(ReadOnlySpan<byte> file, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
}
