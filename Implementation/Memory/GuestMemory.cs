using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Memory;

/// <summary>
/// The guest's physical RAM, from address zero. It also knows which of its pages hold decoded code: a write to such
/// a page moves the page's stamp, and every block that was decoded under the old stamp is dead.
/// </summary>
/// <remarks>The array is pinned for its life, so that an access costs no more than the bounds check.</remarks>
public sealed unsafe class GuestMemory
{
    /// <summary>The bytes of a page.</summary>
    public const int PageSize = 1 << PageShift;

    internal const int PageShift = 12;

    private readonly byte[] _bytes;
    private readonly byte* _start;
    private readonly bool[] _holdsCode;
    private readonly uint[] _stamps;

    /// <summary>Creates RAM that is all zeros.</summary>
    /// <param name="size">The bytes; a multiple of <see cref="PageSize"/>.</param>
    public GuestMemory(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(size % PageSize, 0, nameof(size));
        _bytes = GC.AllocateArray<byte>(size, pinned: true);
        _start = (byte*)Unsafe.AsPointer(ref _bytes[0]);
        _holdsCode = new bool[size >> PageShift];
        _stamps = new uint[size >> PageShift];
    }

    /// <summary>
    /// Moves whenever something may have changed that makes one decoded block follow another: code was written, or a
    /// core changed its translations.
    /// </summary>
    internal ulong CodeEpoch { get; private set; }

    /// <summary>The bytes of RAM.</summary>
    public ulong Size => (ulong)_bytes.Length;

    /// <summary>Reads a value as the host sees it.</summary>
    /// <typeparam name="T">The shape of the value.</typeparam>
    /// <param name="address">The physical address.</param>
    public T Read<T>(ulong address)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        return Unsafe.ReadUnaligned<T>(_start + address);
    }

    /// <summary>Writes a value from the host; decoded code in the pages written dies.</summary>
    /// <typeparam name="T">The shape of the value.</typeparam>
    /// <param name="address">The physical address.</param>
    /// <param name="value">The value.</param>
    public void Write<T>(ulong address, T value)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        Unsafe.WriteUnaligned(_start + address, value);
        DropCode(address, sizeof(T));
    }

    /// <summary>Writes bytes from the host; decoded code in the pages written dies.</summary>
    /// <param name="address">The physical address.</param>
    /// <param name="source">The bytes.</param>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        RequireContained(address, source.Length);
        source.CopyTo(new Span<byte>(_start + address, source.Length));
        DropCode(address, source.Length);
    }

    /// <summary>Copies bytes out for the host.</summary>
    /// <param name="address">The physical address.</param>
    /// <param name="destination">Where the bytes go.</param>
    public void Read(ulong address, Span<byte> destination)
    {
        RequireContained(address, destination.Length);
        new ReadOnlySpan<byte>(_start + address, destination.Length).CopyTo(destination);
    }

    /// <summary>A window on a structure that the host and the guest share; it must never hold code.</summary>
    internal ref T View<T>(ulong address)
        where T : unmanaged
    {
        RequireContained(address, sizeof(T));
        return ref Unsafe.AsRef<T>(_start + address);
    }

    internal bool Contains(ulong address, int length) =>
        address < Size && (ulong)length <= Size - address;

    /// <summary>Where a physical address lies in the host; the caller has asked <see cref="Contains"/>.</summary>
    internal byte* HostPointer(ulong address) => _start + address;

    internal ReadOnlySpan<byte> CodeBytes(ulong address, int length) => new(_start + address, length);

    /// <summary>
    /// Notes that the page of an address holds decoded code, and returns the stamp it was decoded under.
    /// </summary>
    internal uint MarkCode(ulong address)
    {
        ulong page = address >> PageShift;
        _holdsCode[page] = true;
        return _stamps[page];
    }

    internal uint StampOf(ulong address) => _stamps[address >> PageShift];

    /// <summary>
    /// Kills what was decoded in the page of a store that stays within one page; says whether there was any.
    /// </summary>
    internal bool DropCode(ulong address)
    {
        ulong page = address >> PageShift;
        if (!_holdsCode[page])
        {
            return false;
        }

        _holdsCode[page] = false;
        _stamps[page]++;
        CodeEpoch++;
        return true;
    }

    internal void MoveCodeEpoch() => CodeEpoch++;

    private void DropCode(ulong address, int length)
    {
        for (ulong page = address & ~(PageSize - 1UL); page < address + (ulong)length; page += PageSize)
        {
            _ = DropCode(page);
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
