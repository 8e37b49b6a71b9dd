using System.Runtime.CompilerServices;
using CsCheck;

namespace MsrSpec.Checker.Sampling;

/// <summary>The last eight ranges that a sequence asked for: later commands aim at their edges.</summary>
internal struct RangeHistory
{
    private const int Capacity = 8;

    private Buffer _bases;
    private Buffer _counts;
    private int _next;

    /// <summary>How many ranges are known.</summary>
    public readonly int Count => Math.Min(_next, Capacity);

    /// <summary>Remembers a range and forgets the ninth.</summary>
    public void Add(uint start, uint count)
    {
        _bases[_next % Capacity] = start;
        _counts[_next % Capacity] = count;
        _next++;
    }

    /// <summary>
    /// An index at the start, at the end, at a word boundary or anywhere inside of one of the ranges, or one that
    /// differs from its start in one bit: a lookup that looks at too few bits takes it for the start.
    /// </summary>
    public readonly uint Near(PCG random)
    {
        int range = (int)random.Below((uint)Count);
        uint start = _bases[range];
        uint count = _counts[range];
        return random.Below(6) switch
        {
            0 or 1 => start,
            2 => start + count,
            3 => start + 64,
            4 => start ^ (1u << (int)random.Below(32)),
            _ => start + (count == 0 ? 0 : random.Below(count)),
        };
    }

    [InlineArray(Capacity)]
    private struct Buffer
    {
        private uint _first;
    }
}
