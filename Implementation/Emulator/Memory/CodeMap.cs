namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// Which bytes of RAM decoded code comes from, in granules of 64 bytes, so that data next to code does not kill it.
/// A write to such a granule moves the stamp of the page, and every block that was decoded under the old stamp is
/// dead.
/// </summary>
internal sealed class CodeMap(int pages)
{
    private const int GranuleShift = 6;
    private const int LastGranule = (GuestMemory.PageSize >> GranuleShift) - 1;

    private readonly ulong[] _granules = new ulong[pages];
    private readonly uint[] _stamps = new uint[pages];

    internal uint StampOf(ulong address) => _stamps[address >> GuestMemory.PageShift];

    internal bool HoldsCode(ulong address) => _granules[address >> GuestMemory.PageShift] != 0;

    /// <summary>Notes bytes of one page as decoded; says whether the page held no code before.</summary>
    internal bool Mark(ulong address, int length)
    {
        ref ulong granules = ref _granules[address >> GuestMemory.PageShift];
        bool isFirst = granules == 0;
        granules |= GranulesOf(address, address + (ulong)(length - 1));
        return isFirst;
    }

    /// <summary>Drops the code of every page in which it meets the bytes given; says whether there was any.</summary>
    internal bool Drop(ulong address, int length)
    {
        ulong last = address + (ulong)(length - 1);
        bool dropped = false;
        for (ulong page = address >> GuestMemory.PageShift; page <= last >> GuestMemory.PageShift; page++)
        {
            ulong start = page << GuestMemory.PageShift;
            ulong low = Math.Max(address, start);
            ulong high = Math.Min(last, start + GuestMemory.PageSize - 1);
            if (_granules[page] != 0 && (_granules[page] & GranulesOf(low, high)) != 0)
            {
                _granules[page] = 0;
                _stamps[page]++;
                dropped = true;
            }
        }

        return dropped;
    }

    /// <summary>The granules from one address to another of the same page.</summary>
    private static ulong GranulesOf(ulong first, ulong last)
    {
        int low = (int)(first >> GranuleShift) & LastGranule;
        int high = (int)(last >> GranuleShift) & LastGranule;
        return (ulong.MaxValue >> (LastGranule - high)) & (ulong.MaxValue << low);
    }
}
