using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>The ranges of a list, oldest first, with the bitmaps that they own.</summary>
internal sealed class StoredRanges
{
    private readonly AllowlistArgument[] _ranges = new AllowlistArgument[AllowlistLayout.Slots];

    /// <summary>How many there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether there is no slot left.</summary>
    internal bool IsFull => Count == _ranges.Length;

    /// <summary>The ranges.</summary>
    internal ReadOnlySpan<AllowlistArgument> All => _ranges.AsSpan(0, Count);

    /// <summary>Whether one of them shares an index and a direction with the range.</summary>
    internal bool Overlap(in AllowlistArgument range)
    {
        foreach (ref readonly AllowlistArgument stored in All)
        {
            if (stored.Overlaps(range))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Stores one more, which there is a slot for.</summary>
    internal void Add(in AllowlistArgument range) => _ranges[Count++] = range;

    /// <summary>Forgets them; frees nothing.</summary>
    internal void Clear() => Count = 0;
}
