namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>The most recent pairs of unequal operands.</summary>
internal sealed class OperandRing
{
    /// <summary>How many it holds; a power of two.</summary>
    public const int Capacity = 64;

    private readonly OperandPair[] _pairs = new OperandPair[Capacity];
    private int _added;

    /// <summary>How many there are.</summary>
    public int Count => Math.Min(_added, Capacity);

    /// <summary>One of them.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>, in no order that means something.</param>
    public OperandPair this[int index] => _pairs[index];

    /// <summary>Adds a pair; the oldest goes.</summary>
    public void Add(ulong left, ulong right, int width)
    {
        _pairs[_added & (Capacity - 1)] = new OperandPair(left, right, width);

        // Stays beyond the capacity once it is full, and never overflows.
        _added = _added == (2 * Capacity) - 1 ? Capacity : _added + 1;
    }
}
