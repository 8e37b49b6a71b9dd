namespace MsrSpec.Implementation.Memory;

/// <summary>
/// Translation of linear addresses by 4-level paging: pages of 4 KiB, 2 MiB and 1 GiB, with the present, writable,
/// user and no-execute bits of every level, and the accessed and dirty bits kept.
/// </summary>
internal sealed class Paging(GuestMemory memory)
{
    private const int TopLevel = 4;
    private const int LargestPageLevel = 3;
    private const int IndexBits = 9;
    private const ulong IndexMask = (1UL << IndexBits) - 1;
    private const int PhysicalBits = 40;
    private const ulong AddressMask = ((1UL << 52) - 1) & ~(GuestMemory.PageSize - 1UL);
    private const ulong ReservedAddressBits = AddressMask & ~((1UL << PhysicalBits) - 1);

    private readonly Tlb _tlb = new();
    private PagingContext _context;

    /// <summary>The error code of the last fault.</summary>
    internal PageFaultBits FaultCode { get; private set; }

    /// <summary>
    /// Says under what translations are made from now on. Cached ones live on while it stays the same, as they do
    /// in KVM when user space sets the system registers to what they were.
    /// </summary>
    internal void Use(PagingContext wanted)
    {
        if (wanted != _context)
        {
            _context = wanted;
            _tlb.Flush();
            memory.MoveCodeEpoch();
        }
    }

    internal void Flush() => _tlb.Flush();

    /// <summary>Translates one address.</summary>
    internal TranslationStatus Translate(ulong linear, AccessKind kind, bool user, out ulong physical) =>
        _tlb.TryFind(linear, kind, user, out physical)
            ? TranslationStatus.Done
            : Walk(linear, kind, user, out physical);

    private TranslationStatus Walk(ulong linear, AccessKind kind, bool user, out ulong physical)
    {
        physical = 0;
        ulong table = _context.Root & AddressMask;
        var granted = PageEntryBits.Writable | PageEntryBits.User;
        var forbidden = PageEntryBits.None;
        for (int level = TopLevel; ; level--)
        {
            int shift = GuestMemory.PageShift + ((level - 1) * IndexBits);
            ulong slot = table + (((linear >> shift) & IndexMask) * sizeof(ulong));
            if (!memory.Contains(slot, sizeof(ulong)))
            {
                return TranslationStatus.NoMemory;
            }

            var entry = (PageEntryBits)memory.Read<ulong>(slot);
            if ((entry & PageEntryBits.Present) == 0)
            {
                return Fault(kind, user, PageFaultBits.None);
            }

            bool leaf = level == 1 || (level <= LargestPageLevel && (entry & PageEntryBits.Large) != 0);
            if (HasBadEntrys(entry, level, leaf, shift))
            {
                return Fault(kind, user, PageFaultBits.Present | PageFaultBits.BadEntry);
            }

            granted &= entry;
            forbidden |= entry & PageEntryBits.NoExecute;
            if (leaf)
            {
                return Finish(new Leaf(slot, entry, shift), granted, forbidden, linear, kind, user, out physical);
            }

            MarkUsed(slot, entry, PageEntryBits.Accessed);
            table = (ulong)entry & AddressMask;
        }
    }

    private readonly record struct Leaf(ulong Slot, PageEntryBits Entry, int Shift);

    private TranslationStatus Finish(
        Leaf leaf, PageEntryBits granted, PageEntryBits forbidden, ulong linear, AccessKind kind, bool user,
        out ulong physical)
    {
        physical = 0;
        if (!IsAllowed(granted, forbidden, kind, user))
        {
            return Fault(kind, user, PageFaultBits.Present);
        }

        PageEntryBits used = PageEntryBits.Accessed | (kind == AccessKind.Write ? PageEntryBits.Dirty : 0);
        MarkUsed(leaf.Slot, leaf.Entry, used);
        ulong offsetMask = (1UL << leaf.Shift) - 1;
        physical = ((ulong)leaf.Entry & AddressMask & ~offsetMask) | (linear & offsetMask);
        _tlb.Add(linear, kind, user, physical);
        return TranslationStatus.Done;
    }

    private bool IsAllowed(PageEntryBits granted, PageEntryBits forbidden, AccessKind kind, bool user)
    {
        if (user && (granted & PageEntryBits.User) == 0)
        {
            return false;
        }

        return kind switch
        {
            AccessKind.Read => true,
            AccessKind.Write => (granted & PageEntryBits.Writable) != 0 || !(user || _context.WriteProtect),
            AccessKind.Execute => forbidden == PageEntryBits.None,
        };
    }

    private bool HasBadEntrys(PageEntryBits entry, int level, bool leaf, int shift)
    {
        ulong reserved = ReservedAddressBits;
        reserved |= _context.NoExecute ? 0 : (ulong)PageEntryBits.NoExecute;
        reserved |= level == TopLevel ? (ulong)PageEntryBits.Large : 0;
        if (leaf && level > 1)
        {
            // A large page's address is aligned to it; the bit above the page offset of 4 KiB is PAT, not address.
            reserved |= AddressMask & ((1UL << shift) - 1) & ~(1UL << GuestMemory.PageShift);
        }

        return ((ulong)entry & reserved) != 0;
    }

    private void MarkUsed(ulong slot, PageEntryBits entry, PageEntryBits used)
    {
        if ((entry & used) != used)
        {
            memory.Write(slot, (ulong)(entry | used));
        }
    }

    private TranslationStatus Fault(AccessKind kind, bool user, PageFaultBits cause)
    {
        cause |= user ? PageFaultBits.User : 0;
        cause |= kind == AccessKind.Write ? PageFaultBits.Write : 0;
        cause |= kind == AccessKind.Execute && _context.NoExecute ? PageFaultBits.Fetch : 0;
        FaultCode = cause;
        return TranslationStatus.PageFault;
    }
}
