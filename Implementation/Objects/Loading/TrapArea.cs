namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>Addresses that are given to symbols, one behind the other, each with the same room.</summary>
/// <param name="address">The first address, as a symbol's value: an address, or an offset from GS.</param>
/// <param name="memory">What that is in memory.</param>
/// <param name="room">The bytes of each.</param>
internal sealed class TrapArea(ulong address, ulong memory, int room)
{
    /// <summary>More than any object refers to.</summary>
    private const int MaxNames = 4096;

    private readonly List<string> _names = [];

    /// <summary>The symbols, by number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether there is no room for one more.</summary>
    public bool IsFull => _names.Count == MaxNames;

    /// <summary>Gives out the next address.</summary>
    /// <param name="name">The symbol that it is for.</param>
    /// <returns>The symbol's value, and where that is in memory.</returns>
    public (ulong Value, ulong Memory) Add(string name)
    {
        ulong offset = (ulong)_names.Count * (ulong)room;
        _names.Add(name);
        return (address + offset, memory + offset);
    }

    /// <summary>The number of the symbol whose address is given, or null.</summary>
    public int? NumberAt(ulong at)
    {
        ulong offset = at - memory;
        ulong number = offset / (ulong)room;
        return offset % (ulong)room == 0 && number < (ulong)_names.Count ? (int)number : null;
    }

    /// <summary>The symbol that a byte in memory belongs to, and how far behind its start that is; or null.</summary>
    public (string Name, ulong Offset)? Find(ulong at)
    {
        ulong offset = at - memory;
        ulong number = offset / (ulong)room;
        return number < (ulong)_names.Count ? (_names[(int)number], offset % (ulong)room) : null;
    }
}
