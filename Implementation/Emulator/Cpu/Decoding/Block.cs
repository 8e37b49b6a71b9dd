namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// Decoded instructions that follow one another within a page, up to the first that may go elsewhere. Behind the last
/// one stands a mark that leaves the block, so that nobody counts while it runs.
/// </summary>
/// <param name="key">The physical address and the execution mode.</param>
/// <param name="stamp">The stamp of the page when it was decoded.</param>
/// <param name="code">The instructions, at least one.</param>
internal sealed class Block(ulong key, uint stamp, DecodedCode code)
{
    /// <summary>The number of a block that is not kept.</summary>
    internal const int None = -1;

    /// <summary>The next block of the same slot of the cache.</summary>
    internal Block? Next;

    private BlockLink _recent;
    private BlockLink _older;

    /// <summary>The number under which the cache finds it; none for a block that is not kept.</summary>
    internal int Id { get; set; } = None;

    internal ulong Key => key;

    internal uint Stamp => stamp;

    internal int Size { get; } = code.Size;

    /// <summary>The first instruction as it is executed alone.</summary>
    internal Op First { get; } = code.First;

    /// <summary>The instructions with the mark behind them.</summary>
    internal Op[] Ops { get; } = code.Ops;

    /// <summary>How many instructions there are, without the mark.</summary>
    internal int Count { get; } = code.Ops.Length - 1;

    /// <summary>The number of the instruction that starts so many bytes into the block.</summary>
    internal int OrdinalAt(ulong offset)
    {
        int ordinal = 0;
        while (ordinal < Count - 1 && Ops[ordinal].Offset != offset)
        {
            ordinal++;
        }

        return ordinal;
    }

    /// <summary>The block that was found behind this one before, if that still holds.</summary>
    /// <param name="rip">Where the execution goes on.</param>
    /// <param name="context">What the finding depended on.</param>
    internal Block? Successor(ulong rip, ulong context) =>
        _recent.Holds(rip, context) ? _recent.Target
        : _older.Holds(rip, context) ? _older.Target
        : null;

    /// <summary>Chains the block that was found behind this one: two, as a conditional jump has two ways on.</summary>
    internal void Chain(ulong rip, ulong context, Block target)
    {
        _older = _recent;
        _recent = new BlockLink(rip, context, target);
    }
}
