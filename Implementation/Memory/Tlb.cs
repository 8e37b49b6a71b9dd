namespace MsrSpec.Implementation.Memory;

/// <summary>
/// Cached translations, direct-mapped, apart for reads, writes and fetches, so that a hit is also a permission.
/// A flush moves a generation that is part of every tag, so that it costs nothing until the generations run out.
/// </summary>
internal sealed class Tlb
{
    private const int Ways = 3;
    private const int Lines = 64;
    private const ulong LowBits = GuestMemory.PageSize - 1;
    private const ulong FirstGeneration = 2;
    private const ulong UserBit = 1;

    private readonly TlbEntry[] _entries = new TlbEntry[Ways * Lines];
    private ulong _generation = FirstGeneration;

    /// <summary>Finds the physical address of a linear one.</summary>
    internal bool TryFind(ulong linear, AccessKind kind, bool user, out ulong physical)
    {
        ref TlbEntry entry = ref _entries[LineOf(linear, kind)];
        physical = entry.Page | (linear & LowBits);
        return entry.Tag == TagOf(linear, user);
    }

    /// <summary>Keeps a translation that the walk has granted.</summary>
    internal void Add(ulong linear, AccessKind kind, bool user, ulong physical)
    {
        ref TlbEntry entry = ref _entries[LineOf(linear, kind)];
        entry.Tag = TagOf(linear, user);
        entry.Page = physical & ~LowBits;
    }

    /// <summary>Forgets every translation.</summary>
    internal void Flush()
    {
        _generation += 2;
        if (_generation > LowBits)
        {
            Array.Clear(_entries);
            _generation = FirstGeneration;
        }
    }

    private static int LineOf(ulong linear, AccessKind kind) =>
        ((int)kind * Lines) + (int)((linear >> GuestMemory.PageShift) & (Lines - 1));

    private ulong TagOf(ulong linear, bool user) =>
        (linear & ~LowBits) | _generation | (user ? UserBit : 0);
}
