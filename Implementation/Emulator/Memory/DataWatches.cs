namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// The watched ranges, and which of them have been hit. They cost nothing while there are none; while there are, the
/// pages that they lie in have no cached translations for data.
/// </summary>
internal sealed class DataWatches
{
    private readonly DataWatch[] _watches = new DataWatch[4];

    /// <summary>Whether anything is watched.</summary>
    internal bool AreActive { get; private set; }

    /// <summary>The watches hit since this was last cleared, a bit each.</summary>
    internal uint Hits { get; set; }

    /// <summary>Replaces the watches; tells whether they are others now.</summary>
    internal bool Use(ReadOnlySpan<DataWatch> watches)
    {
        if (watches.SequenceEqual(_watches))
        {
            return false;
        }

        watches.CopyTo(_watches);
        AreActive = _watches.AsSpan().ContainsAnyExcept(default(DataWatch));
        return true;
    }

    /// <summary>Whether the page that holds an address may be cached for an access of that kind.</summary>
    internal bool Spare(ulong linear, AccessKind kind)
    {
        bool spares = true;
        for (int n = 0; AreActive && kind != AccessKind.Execute && n < _watches.Length; n++)
        {
            spares &= !_watches[n].IsInPage(linear);
        }

        return spares;
    }

    /// <summary>Notes an access that is being made and lies in one page.</summary>
    internal void Note(ulong linear, int size, AccessKind kind)
    {
        for (int n = 0; AreActive && n < _watches.Length; n++)
        {
            Hits |= _watches[n].IsHit(linear, size, kind) ? 1u << n : 0;
        }
    }
}
