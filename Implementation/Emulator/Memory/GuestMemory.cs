using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// The guest's physical RAM, from address zero. It also knows which of its bytes decoded code comes from, and which
/// pages were written since the last snapshot.
/// </summary>
/// <remarks>
/// The array is pinned for its life, so that an access costs no more than the bounds check. It has no room but what
/// is used: the operating system gives a page when it is first touched.
/// </remarks>
public sealed unsafe class GuestMemory
{
    /// <summary>The bytes of a page.</summary>
    public const int PageSize = 1 << PageShift;

    internal const int PageShift = 12;

    private const int HostLine = 64;

    /// <summary>Bytes in front of RAM and behind it that nothing is to write.</summary>
    private const int GuardSize = PageSize;
    private const byte GuardByte = 0xA5;

    private readonly byte[] _bytes;
    private readonly byte* _start;
    private readonly CodeMap _code;
    private readonly PageLog _log;
    private readonly List<LinearMemory> _views = [];
    private readonly List<int> _changedPages = [];

    /// <summary>Creates RAM that is all zeros.</summary>
    /// <param name="size">The bytes; a multiple of <see cref="PageSize"/>.</param>
    public GuestMemory(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(size % PageSize, 0, nameof(size));
        _bytes = GC.AllocateArray<byte>(checked(size + (2 * GuardSize) + HostLine), pinned: true);
        var bytes = (nuint)Unsafe.AsPointer(ref _bytes[0]) + GuardSize;
        _start = (byte*)((bytes + HostLine - 1) & ~(nuint)(HostLine - 1));
        Size = (ulong)size;
        GuardInFront.Fill(GuardByte);
        GuardBehind.Fill(GuardByte);
        _code = new CodeMap(size >> PageShift);
        _log = new PageLog(_start, size >> PageShift);
    }

    /// <summary>
    /// Moves whenever something may have changed that makes one decoded block follow another: code was written, or a
    /// core changed its translations. It is never zero.
    /// </summary>
    internal ulong CodeEpoch { get; private set; } = 1;

    /// <summary>The bytes of RAM.</summary>
    public ulong Size { get; }

    /// <summary>Whether nothing has been written right in front of RAM or right behind it.</summary>
    public bool AreGuardsIntact =>
        !GuardInFront.ContainsAnyExcept(GuardByte) && !GuardBehind.ContainsAnyExcept(GuardByte);

    private Span<byte> GuardInFront => new(_start - GuardSize, GuardSize);

    private Span<byte> GuardBehind => new(_start + Size, GuardSize);

    /// <summary>Reads a value as the host sees it.</summary>
    /// <typeparam name="T">The shape of the value.</typeparam>
    /// <param name="address">The physical address.</param>
    public T Read<T>(ulong address)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        return Unsafe.ReadUnaligned<T>(_start + address);
    }

    /// <summary>Writes a value from the host; decoded code that it meets dies.</summary>
    /// <typeparam name="T">The shape of the value.</typeparam>
    /// <param name="address">The physical address.</param>
    /// <param name="value">The value.</param>
    public void Write<T>(ulong address, T value)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        Unsafe.WriteUnaligned(_start + address, value);
        NoteWrite(address, sizeof(T));
    }

    /// <summary>Writes bytes from the host; decoded code that they meet dies.</summary>
    /// <param name="address">The physical address.</param>
    /// <param name="source">The bytes.</param>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        RequireContained(address, source.Length);
        source.CopyTo(new Span<byte>(_start + address, source.Length));
        NoteWrite(address, source.Length);
    }

    /// <summary>Fills bytes from the host; decoded code that they meet dies.</summary>
    /// <param name="address">The physical address.</param>
    /// <param name="length">How many.</param>
    /// <param name="value">What each becomes.</param>
    public void Fill(ulong address, int length, byte value)
    {
        RequireContained(address, length);
        new Span<byte>(_start + address, length).Fill(value);
        NoteWrite(address, length);
    }

    /// <summary>Copies bytes out for the host.</summary>
    /// <param name="address">The physical address.</param>
    /// <param name="destination">Where the bytes go.</param>
    public void Read(ulong address, Span<byte> destination)
    {
        RequireContained(address, destination.Length);
        new ReadOnlySpan<byte>(_start + address, destination.Length).CopyTo(destination);
    }

    /// <summary>Keeps what RAM holds now. It costs as much as has been written since the last snapshot.</summary>
    public MemorySnapshot TakeSnapshot()
    {
        MemorySnapshot taken = _log.Take();
        DropWrites();
        return taken;
    }

    /// <summary>Makes RAM what it was; snapshots can be restored in any order, and any number of times.</summary>
    /// <param name="snapshot">A snapshot of this RAM, or of other RAM of the same size.</param>
    public void Restore(MemorySnapshot snapshot)
    {
        _changedPages.Clear();
        _log.Restore(snapshot, _changedPages);
        bool changesTables = false;
        foreach (int page in _changedPages)
        {
            _ = DropCode((ulong)page << PageShift, PageSize);
            changesTables |= _log.IsTable(page);
        }

        DropWrites();
        if (changesTables)
        {
            foreach (LinearMemory view in _views)
            {
                view.FlushTranslations();
            }
        }
    }

    /// <summary>
    /// A window on a structure that the host and the guest share; it must never hold code. Its page counts as written
    /// in every snapshot.
    /// </summary>
    /// <typeparam name="T">The structure.</typeparam>
    /// <param name="address">The physical address of its first byte; all of it lies in memory.</param>
    /// <returns>The structure itself, as long as this memory is referenced.</returns>
    public ref T View<T>(ulong address)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        _log.Share(address >> PageShift);
        _log.Share((address + (ulong)sizeof(T) - 1) >> PageShift);
        return ref Unsafe.AsRef<T>(_start + address);
    }

    /// <summary>Lets a core's memory know of changes that its cached translations must follow.</summary>
    internal void Attach(LinearMemory view) => _views.Add(view);

    internal bool Contains(ulong address, int length) =>
        address < Size && (ulong)length <= Size - address;

    /// <summary>Where a physical address lies in the host; the caller has asked <see cref="Contains"/>.</summary>
    internal byte* HostPointer(ulong address) => _start + address;

    /// <summary>The physical address of a byte in the host.</summary>
    internal ulong PhysicalOf(nuint host) => host - (nuint)_start;

    internal ReadOnlySpan<byte> CodeBytes(ulong address, int length) => new(_start + address, length);

    /// <summary>Notes bytes of one page as decoded, and returns the stamp that they were decoded under.</summary>
    internal uint MarkCode(ulong address, int length)
    {
        if (_code.Mark(address, length))
        {
            byte* page = _start + (address & ~(PageSize - 1UL));
            foreach (LinearMemory view in _views)
            {
                view.DropWritesTo(page);
            }
        }

        return _code.StampOf(address);
    }

    internal uint StampOf(ulong address) => _code.StampOf(address);

    internal bool HoldsCode(ulong address) => _code.HoldsCode(address);

    /// <summary>Kills the decoded code that a store meets; says whether there was any.</summary>
    internal bool DropCode(ulong address, int length)
    {
        bool dropped = _code.Drop(address, length);
        CodeEpoch += dropped ? 1UL : 0;
        return dropped;
    }

    internal void MoveCodeEpoch() => CodeEpoch++;

    /// <summary>Notes that the page of an address is written from now on.</summary>
    internal void MarkWritten(ulong address) => _log.Write(address >> PageShift);

    /// <summary>Notes that translations are read from the page of an address.</summary>
    internal void MarkTable(ulong address) => _log.MarkTable(address >> PageShift);

    private void NoteWrite(ulong address, int length)
    {
        if (length == 0)
        {
            return;
        }

        _ = DropCode(address, length);
        ulong last = (address + (ulong)length - 1) >> PageShift;
        for (ulong page = address >> PageShift; page <= last; page++)
        {
            _log.Write(page);
        }
    }

    private void DropWrites()
    {
        foreach (LinearMemory view in _views)
        {
            view.DropWrites();
        }
    }

    private void RequireContained(ulong address, int length)
    {
        if (!Contains(address, length))
        {
            ThrowOutside(address);
        }
    }

    private static void ThrowOutside(ulong address) =>
        throw new ArgumentOutOfRangeException(nameof(address), address, "The host reached outside of guest RAM.");
}
