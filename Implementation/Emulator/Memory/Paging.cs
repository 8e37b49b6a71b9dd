namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// The walk from a linear address through the tables to a physical one: 32-bit, PAE and 4-level paging, with the
/// permissions of every level, and the accessed and dirty bits kept. Nothing is cached here.
/// </summary>
internal sealed class Paging(GuestMemory memory, bool hasOpenBus)
{
    private const int MaxDepth = 4;
    private const int LinearBitsOfPointer = 30;
    private const ulong PointerTableMask = uint.MaxValue & ~31UL;

    private PagingContext _context;
    private PagingLayout _layout = new(default);
    private PageDirectoryPointers _pointers;
    private ulong? _rootOfPointers;

    /// <summary>The error code of the last fault.</summary>
    internal PageFaultBits FaultCode { get; private set; }

    internal PagingContext Context => _context;

    /// <summary>Whether an access whose marks meet decoded code is refused once the marks are made.</summary>
    internal bool RestartsForCode { get; set; } = true;

    /// <summary>The registers that PAE paging starts from, for a snapshot.</summary>
    internal (ulong? Root, PageDirectoryPointers Pointers) PointerState
    {
        get => (_rootOfPointers, _pointers);
        set => (_rootOfPointers, _pointers) = value;
    }

    /// <summary>
    /// Says under what translations are made from now on; true when that has loaded the registers of PAE paging.
    /// </summary>
    internal bool Use(PagingContext context)
    {
        if (_context.Format != context.Format || _context.Options != context.Options)
        {
            _layout = new PagingLayout(context);
        }

        _context = context;
        if (context.Format != PagingFormat.Pae || _rootOfPointers == context.Root)
        {
            return false;
        }

        if (!TryLoadPointers(context.Root))
        {
            // Only the host can set such a CR3; nothing is mapped under it.
            _pointers = default;
            _rootOfPointers = context.Root;
        }

        return true;
    }

    /// <summary>Lets the next use of PAE paging load its registers, because the host has set the state.</summary>
    internal void ForgetPointers() => _rootOfPointers = null;

    /// <summary>Loads the registers of PAE paging; false, with nothing changed, when one has a reserved bit.</summary>
    internal bool TryLoadPointers(ulong root)
    {
        PageDirectoryPointers loaded = default;
        for (int i = 0; i < PageDirectoryPointers.Count; i++)
        {
            ulong slot = (root & PointerTableMask) + (ulong)(i * sizeof(ulong));
            if (!memory.Contains(slot, sizeof(ulong)))
            {
                return false;
            }

            memory.MarkTable(slot);
            loaded[i] = memory.Read<ulong>(slot);
            if (!PagingLayout.IsGoodPointer(loaded[i]))
            {
                return false;
            }
        }

        _pointers = loaded;
        _rootOfPointers = root;
        return true;
    }

    /// <summary>Translates one address.</summary>
    internal TranslationStatus Walk(ulong linear, AccessKind kind, AccessClass by, out Translation found)
    {
        found = default;
        if (!TryFindRoot(linear, out ulong table))
        {
            return Fault(kind, by, PageFaultBits.None);
        }

        Span<Step> path = stackalloc Step[MaxDepth];
        int steps = 0;
        var granted = PageEntryBits.Writable | PageEntryBits.User;
        var forbidden = PageEntryBits.None;
        for (int number = _layout.Depth; ; number--)
        {
            ref readonly PagingLevel level = ref _layout.Level(number);
            ulong slot = table + (((linear >> level.Shift) & _layout.IndexMask) * (ulong)_layout.EntrySize);
            if (!TryReadEntry(slot, out PageEntryBits entry))
            {
                return TranslationStatus.NoMemory;
            }

            bool isPresent = (entry & PageEntryBits.Present) != 0;
            bool isLeaf = number == 1 || (level.MapsPages && (entry & PageEntryBits.Large) != 0);
            if (!isPresent || ((ulong)entry & (isLeaf ? level.LeafReserved : level.TableReserved)) != 0)
            {
                Mark(path[..steps]);
                return Fault(
                    kind, by, isPresent ? PageFaultBits.Present | PageFaultBits.BadEntry : PageFaultBits.None);
            }

            granted &= entry;
            forbidden |= entry & PageEntryBits.NoExecute;
            PageEntryBits used = PageEntryBits.Accessed
                | (isLeaf && kind == AccessKind.Write ? PageEntryBits.Dirty : PageEntryBits.None);
            path[steps++] = new Step(slot, entry, used);
            if (isLeaf)
            {
                found = new Translation(
                    _layout.PageAddress((ulong)entry, level.Shift, linear),
                    level.Shift,
                    (entry & PageEntryBits.Global) != 0 && _context.Has(PagingOptions.GlobalPages));
                return IsAllowed(granted, forbidden, kind, by)
                    ? Mark(path[..steps])
                    : Fault(kind, by, PageFaultBits.Present);
            }

            table = (ulong)entry & PagingLayout.AddressMask;
        }
    }

    private readonly record struct Step(ulong Slot, PageEntryBits Entry, PageEntryBits Used);

    private bool TryFindRoot(ulong linear, out ulong table)
    {
        if (_context.Format != PagingFormat.Pae)
        {
            table = _context.Root & PagingLayout.AddressMask;
            table = _context.Format == PagingFormat.Legacy32 ? (uint)table : table;
            return true;
        }

        ulong pointer = _pointers[(int)(linear >> LinearBitsOfPointer) & (PageDirectoryPointers.Count - 1)];
        table = pointer & PagingLayout.AddressMask;
        return ((PageEntryBits)pointer & PageEntryBits.Present) != 0;
    }

    /// <summary>Reads an entry. Where there is no RAM, a machine with devices answers with all ones.</summary>
    private bool TryReadEntry(ulong slot, out PageEntryBits entry)
    {
        bool isNarrow = _layout.EntrySize == sizeof(uint);
        if (!memory.Contains(slot, _layout.EntrySize))
        {
            entry = (PageEntryBits)(isNarrow ? uint.MaxValue : ulong.MaxValue);
            return hasOpenBus;
        }

        memory.MarkTable(slot);
        entry = (PageEntryBits)(isNarrow ? memory.Read<uint>(slot) : memory.Read<ulong>(slot));
        return true;
    }

    private bool IsAllowed(PageEntryBits granted, PageEntryBits forbidden, AccessKind kind, AccessClass by)
    {
        bool isUserPage = (granted & PageEntryBits.User) != 0;
        bool isReachable = by == AccessClass.User
            ? isUserPage
            : !isUserPage || (kind == AccessKind.Execute
                ? !_context.Has(PagingOptions.ExecutionPrevention)
                : by != AccessClass.Guarded);
        bool heedsWritable = by == AccessClass.User || _context.Has(PagingOptions.WriteProtect);
        return isReachable && kind switch
        {
            AccessKind.Read => true,
            AccessKind.Write => (granted & PageEntryBits.Writable) != 0 || !heedsWritable,
            AccessKind.Execute => forbidden == PageEntryBits.None,
        };
    }

    private TranslationStatus Mark(ReadOnlySpan<Step> path)
    {
        bool meetsCode = false;
        foreach (Step step in path)
        {
            PageEntryBits marked = step.Entry | step.Used;
            if (marked == step.Entry)
            {
                continue;
            }

            meetsCode |= memory.DropCode(step.Slot, _layout.EntrySize);

            if (_layout.EntrySize == sizeof(uint))
            {
                memory.Write(step.Slot, (uint)marked);
            }
            else
            {
                memory.Write(step.Slot, (ulong)marked);
            }
        }

        return meetsCode && RestartsForCode ? TranslationStatus.CodeWritten : TranslationStatus.Done;
    }

    private TranslationStatus Fault(AccessKind kind, AccessClass by, PageFaultBits cause)
    {
        bool tellsFetches = _context.Has(PagingOptions.ExecutionPrevention)
            || (_context.Has(PagingOptions.NoExecute) && _context.Format != PagingFormat.Legacy32);
        cause |= by == AccessClass.User ? PageFaultBits.User : PageFaultBits.None;
        cause |= kind == AccessKind.Write ? PageFaultBits.Write : PageFaultBits.None;
        cause |= kind == AccessKind.Execute && tellsFetches ? PageFaultBits.Fetch : PageFaultBits.None;
        FaultCode = cause;
        return TranslationStatus.PageFault;
    }
}
