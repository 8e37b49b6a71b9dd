namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>The shape that a paging context gives to its tables: levels, widths, and reserved bits.</summary>
internal sealed class PagingLayout
{
    internal const int PhysicalBits = 40;

    /// <summary>The address in an entry of 64 bits.</summary>
    internal const ulong AddressMask = ((1UL << 52) - 1) & ~(GuestMemory.PageSize - 1UL);

    private const ulong PhysicalMask = (1UL << PhysicalBits) - 1;
    private const ulong LargeAttributeBit = 1UL << 12;
    private const ulong WideAddressBits = 0xFFUL << 13;
    private const ulong WideReserved = 1UL << 21;

    // Bits that are reserved in a page directory pointer besides those of the address.
    private const ulong PointerReserved = 0x1E6 | ~PhysicalMask;

    private readonly PagingLevel[] _levels;
    private readonly bool _isNarrow;

    internal PagingLayout(PagingContext context)
    {
        _isNarrow = context.Format == PagingFormat.Legacy32;
        int depth = context.Format == PagingFormat.FourLevel ? 4 : 2;
        _levels = new PagingLevel[depth];
        for (int level = 1; level <= depth; level++)
        {
            _levels[level - 1] = _isNarrow ? NarrowLevel(context, level) : WideLevel(context, level);
        }
    }

    internal int Depth => _levels.Length;

    internal int EntrySize => _isNarrow ? sizeof(uint) : sizeof(ulong);

    internal ulong IndexMask => _isNarrow ? 0x3FFUL : 0x1FFUL;

    internal ref readonly PagingLevel Level(int level) => ref _levels[level - 1];

    internal static bool IsGoodPointer(ulong pointer) =>
        ((PageEntryBits)pointer & PageEntryBits.Present) == 0 || (pointer & PointerReserved) == 0;

    /// <summary>The physical address that the entry of a page gives to a linear one.</summary>
    internal ulong PageAddress(ulong entry, int shift, ulong linear)
    {
        ulong offset = (1UL << shift) - 1;
        ulong page = entry & AddressMask & ~offset;
        if (_isNarrow && shift != GuestMemory.PageShift)
        {
            page |= (entry & WideAddressBits) << (32 - 13);
        }

        return page | (linear & offset);
    }

    private static PagingLevel NarrowLevel(PagingContext context, int level)
    {
        bool isTable = level > 1;
        ulong reserved = isTable
            ? context.Has(PagingOptions.WideLargePages) ? WideReserved : WideReserved | WideAddressBits
            : 0;
        return new PagingLevel(
            isTable ? 22 : 12,
            !isTable || context.Has(PagingOptions.LargePages),
            TableReserved: 0,
            reserved | AttributeReserved(context, level));
    }

    private static PagingLevel WideLevel(PagingContext context, int level)
    {
        int shift = GuestMemory.PageShift + ((level - 1) * 9);
        int topAddressBit = context.Format == PagingFormat.Pae ? 63 : 52;
        ulong reserved = ((1UL << topAddressBit) - 1) & ~PhysicalMask;
        reserved |= context.Has(PagingOptions.NoExecute) ? 0 : (ulong)PageEntryBits.NoExecute;
        bool mapsPages = level <= 2 || (level == 3 && context.Has(PagingOptions.GigabytePages));

        // A large page's address is aligned to it; the bit above the page offset of 4 KiB is PAT, not address.
        ulong misaligned = level == 1 ? 0 : AddressMask & ((1UL << shift) - 1) & ~LargeAttributeBit;
        return new PagingLevel(
            shift,
            mapsPages,
            reserved | (mapsPages ? 0 : (ulong)PageEntryBits.Large),
            reserved | misaligned | AttributeReserved(context, level));
    }

    private static ulong AttributeReserved(PagingContext context, int level) =>
        context.Has(PagingOptions.AttributeTable) ? 0 : level == 1 ? (ulong)PageEntryBits.Large : LargeAttributeBit;
}
