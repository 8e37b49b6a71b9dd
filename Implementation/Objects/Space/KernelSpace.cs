using System.Buffers.Binary;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Objects.Space;

/// <summary>
/// A kernel's address space: RAM, and page tables of four levels in it, which the host builds. No page may be written
/// and executed at once, and what is not mapped is not there. Addresses are linear ones of the kernel.
/// </summary>
internal sealed class KernelSpace
{
    /// <summary>The bytes of a page.</summary>
    public const int PageSize = GuestMemory.PageSize;

    private const int EntrySize = sizeof(ulong);
    private const ulong OffsetMask = PageSize - 1;
    private const ulong FrameMask = 0x000F_FFFF_FFFF_F000;
    private const int IndexBits = 9;
    private const ulong IndexMask = (1 << IndexBits) - 1;
    private const int PageShift = 12;
    private const int TopShift = PageShift + (3 * IndexBits);

    private const PageEntryBits OfATable =
        PageEntryBits.Present | PageEntryBits.Writable | PageEntryBits.User | PageEntryBits.Accessed;

    private const PageEntryBits OfAPage = PageEntryBits.Present | PageEntryBits.Accessed | PageEntryBits.Dirty;

    private readonly Stack<ulong> _free = new();
    private ulong _next;

    /// <summary>An empty space.</summary>
    /// <param name="bytes">The bytes of its RAM, whole pages.</param>
    public KernelSpace(int bytes)
    {
        Ram = new GuestMemory(bytes);
        _next = PageSize;
    }

    /// <summary>The RAM.</summary>
    public GuestMemory Ram { get; }

    /// <summary>The physical address of the topmost table, for CR3.</summary>
    public static ulong Root => 0;

    /// <summary>How many pages take that many bytes.</summary>
    public static int PagesOf(int bytes) => (int)(((long)bytes + PageSize - 1) / PageSize);

    /// <summary>The address of the page that a byte is in.</summary>
    public static ulong PageOf(ulong address) => address & ~OffsetMask;

    /// <summary>Maps fresh pages of zeros where nothing is mapped.</summary>
    /// <param name="address">The first page's address.</param>
    /// <param name="pages">How many.</param>
    /// <param name="rights">What may be done with them.</param>
    /// <returns>Whether the RAM was enough; if not, some of the pages are mapped.</returns>
    public bool TryMap(ulong address, int pages, PageRights rights)
    {
        if (rights.HasFlag(PageRights.Write | PageRights.Execute))
        {
            throw new ArgumentException("No page is written and executed.", nameof(rights));
        }

        for (int i = 0; i < pages; i++)
        {
            if (!TryEnter(address + ((ulong)i * PageSize), rights))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes pages away; who has a translation of them must forget it.</summary>
    /// <param name="address">The first page's address.</param>
    /// <param name="pages">How many.</param>
    public void Unmap(ulong address, int pages)
    {
        for (int i = 0; i < pages; i++)
        {
            if (Find(address + ((ulong)i * PageSize)) is { } slot && IsPresent(slot))
            {
                _free.Push(Ram.Read<ulong>(slot) & FrameMask);
                Ram.Write(slot, 0UL);
            }
        }
    }

    /// <summary>Whether a byte is mapped and its page allows what is needed.</summary>
    public bool Allows(ulong address, PageRights needed) => Translate(address, needed) is not null;

    /// <summary>Copies out bytes.</summary>
    /// <param name="address">Where they begin.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="needed">What must be allowed with their pages.</param>
    /// <returns>How many could be read.</returns>
    public int Read(ulong address, Span<byte> target, PageRights needed = PageRights.None)
    {
        int done = 0;
        while (done < target.Length && Translate(address + (ulong)done, needed) is { } physical)
        {
            int part = PartOfPage(physical, target.Length - done);
            Ram.Read(physical, target.Slice(done, part));
            done += part;
        }

        return done;
    }

    /// <summary>Copies in bytes, whatever the kernel itself may do with their pages.</summary>
    /// <param name="address">Where they begin.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="needed">What must be allowed with their pages.</param>
    /// <returns>How many could be written.</returns>
    public int Write(ulong address, ReadOnlySpan<byte> source, PageRights needed = PageRights.None)
    {
        int done = 0;
        while (done < source.Length && Translate(address + (ulong)done, needed) is { } physical)
        {
            int part = PartOfPage(physical, source.Length - done);
            Ram.Write(physical, source.Slice(done, part));
            done += part;
        }

        return done;
    }

    /// <summary>The 64-bit word at an address, whatever may be done with its page; zeros where nothing is mapped.
    /// </summary>
    public ulong ReadWord(ulong address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        _ = Read(address, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Writes a 64-bit word, whatever the kernel itself may do with its page.</summary>
    public void WriteWord(ulong address, ulong word)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        _ = Write(address, bytes);
    }

    /// <summary>Fills mapped bytes with a value, whatever the kernel itself may do with their pages.</summary>
    /// <param name="address">Where they begin.</param>
    /// <param name="count">How many.</param>
    /// <param name="value">The value.</param>
    public void Fill(ulong address, int count, byte value)
    {
        int done = 0;
        while (done < count && Translate(address + (ulong)done, PageRights.None) is { } physical)
        {
            int part = PartOfPage(physical, count - done);
            Ram.Fill(physical, part, value);
            done += part;
        }
    }

    /// <summary>The address of the first of some mapped bytes that has not a value; null if all have.</summary>
    /// <param name="address">Where they begin.</param>
    /// <param name="count">How many.</param>
    /// <param name="value">The value.</param>
    public ulong? FindOther(ulong address, int count, byte value)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(count, PageSize)];
        for (int done = 0; done < count; done += bytes.Length)
        {
            Span<byte> part = bytes[..Math.Min(count - done, bytes.Length)];
            int at = part[..Read(address + (ulong)done, part)].IndexOfAnyExcept(value);
            if (at >= 0)
            {
                return address + (ulong)done + (ulong)at;
            }
        }

        return null;
    }

    private static int PartOfPage(ulong physical, int length) =>
        Math.Min(length, PageSize - (int)(physical & OffsetMask));

    /// <summary>The physical address of a byte whose page allows what is needed; else null.</summary>
    private ulong? Translate(ulong address, PageRights needed)
    {
        if (Find(address) is not { } slot || !IsPresent(slot))
        {
            return null;
        }

        ulong entry = Ram.Read<ulong>(slot);
        bool isAllowed = (RightsOf((PageEntryBits)entry) & needed) == needed;
        return isAllowed ? (entry & FrameMask) | (address & OffsetMask) : null;
    }

    private static PageRights RightsOf(PageEntryBits entry) =>
        (entry.HasFlag(PageEntryBits.Writable) ? PageRights.Write : 0)
        | (entry.HasFlag(PageEntryBits.User) ? PageRights.User : 0)
        | (entry.HasFlag(PageEntryBits.NoExecute) ? 0 : PageRights.Execute);

    private static PageEntryBits BitsOf(PageRights rights) => OfAPage
        | (rights.HasFlag(PageRights.Write) ? PageEntryBits.Writable : 0)
        | (rights.HasFlag(PageRights.User) ? PageEntryBits.User : 0)
        | (rights.HasFlag(PageRights.Execute) ? 0 : PageEntryBits.NoExecute);

    private bool IsPresent(ulong slot) => ((PageEntryBits)Ram.Read<ulong>(slot)).HasFlag(PageEntryBits.Present);

    private bool TryEnter(ulong address, PageRights rights)
    {
        ulong table = Root;
        for (int shift = TopShift; shift > PageShift; shift -= IndexBits)
        {
            ulong slot = SlotIn(table, address, shift);
            if (!IsPresent(slot) && !TryFill(slot, OfATable))
            {
                return false;
            }

            table = Ram.Read<ulong>(slot) & FrameMask;
        }

        return TryFill(SlotIn(table, address, PageShift), BitsOf(rights));
    }

    /// <summary>Has an entry lead to a frame of zeros.</summary>
    private bool TryFill(ulong slot, PageEntryBits bits)
    {
        if (TakeFrame() is not { } frame)
        {
            return false;
        }

        Ram.Write(slot, frame | (ulong)bits);
        return true;
    }

    /// <summary>Where the entry of a page is, if its tables are there.</summary>
    private ulong? Find(ulong address)
    {
        ulong table = Root;
        for (int shift = TopShift; shift > PageShift; shift -= IndexBits)
        {
            ulong slot = SlotIn(table, address, shift);
            if (!IsPresent(slot))
            {
                return null;
            }

            table = Ram.Read<ulong>(slot) & FrameMask;
        }

        return SlotIn(table, address, PageShift);
    }

    private static ulong SlotIn(ulong table, ulong address, int shift) =>
        table + ((address >> shift & IndexMask) * EntrySize);

    private ulong? TakeFrame()
    {
        if (_free.TryPop(out ulong frame))
        {
            Ram.Fill(frame, PageSize, value: 0);
            return frame;
        }

        if (_next + PageSize > Ram.Size)
        {
            return null;
        }

        _next += PageSize;
        return _next - PageSize;
    }
}
