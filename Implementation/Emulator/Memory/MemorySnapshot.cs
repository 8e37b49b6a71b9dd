namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// The contents of guest RAM at one moment. Pages are shared with every snapshot in which they are the same, and
/// chunks of pages with every snapshot in which none of them differs.
/// </summary>
public sealed class MemorySnapshot
{
    internal const int ChunkShift = 7;
    internal const int PagesPerChunk = 1 << ChunkShift;

    private readonly byte[]?[]?[] _chunks;

    private MemorySnapshot(byte[]?[]?[] chunks) => _chunks = chunks;

    internal int ChunkCount => _chunks.Length;

    internal static MemorySnapshot OfZeros(int pages) =>
        new(new byte[]?[]?[(pages + PagesPerChunk - 1) >> ChunkShift]);

    /// <summary>The pages of a chunk; null where all are zeros. Null for a page means the same.</summary>
    internal byte[]?[]? Chunk(int number) => _chunks[number];

    internal byte[]? Page(int number) => _chunks[number >> ChunkShift]?[number & (PagesPerChunk - 1)];

    /// <summary>This snapshot with some pages replaced.</summary>
    internal MemorySnapshot With(ReadOnlySpan<(int Number, byte[]? Content)> pages)
    {
        if (pages.IsEmpty)
        {
            return this;
        }

        var chunks = (byte[]?[]?[])_chunks.Clone();
        foreach ((int number, byte[]? content) in pages)
        {
            ref byte[]?[]? chunk = ref chunks[number >> ChunkShift];
            if (ReferenceEquals(chunk, _chunks[number >> ChunkShift]))
            {
                chunk = chunk is null ? new byte[]?[PagesPerChunk] : (byte[]?[])chunk.Clone();
            }

            chunk![number & (PagesPerChunk - 1)] = content;
        }

        return new MemorySnapshot(chunks);
    }
}
