namespace MsrSpec.Implementation.Cpu.Decoding;

/// <summary>
/// Decoded instructions that follow one another within a page, up to the first that may go elsewhere.
/// </summary>
/// <param name="key">The physical address and the execution mode.</param>
/// <param name="stamp">The stamp of the page when it was decoded.</param>
/// <param name="size">The bytes of the instructions.</param>
/// <param name="ops">The instructions; at least one.</param>
internal sealed class Block(ulong key, uint stamp, int size, Op[] ops)
{
    /// <summary>The next block of the same slot of the cache.</summary>
    internal Block? Next;

    internal ulong Key => key;

    internal uint Stamp => stamp;

    internal int Size => size;

    internal Op[] Ops => ops;
}
