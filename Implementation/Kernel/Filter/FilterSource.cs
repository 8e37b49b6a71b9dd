using System.Buffers.Binary;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>The struct of a filter as it was copied from user space, in either layout.</summary>
internal readonly ref struct FilterSource
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly CallerBits _caller;

    /// <summary>Reads copied bytes in a layout.</summary>
    public FilterSource(ReadOnlySpan<byte> bytes, CallerBits caller)
    {
        _bytes = bytes;
        _caller = caller;
    }

    /// <summary>The flags of the filter.</summary>
    public uint Flags => Word(0);

    /// <summary>Whether what no range covers is denied.</summary>
    public bool Denies => (Flags & FilterLayout.DefaultDeny) != 0;

    /// <summary>The flags of a range.</summary>
    public uint FlagsOf(int slot) => Word(StartOf(slot));

    /// <summary>The number of MSRs of a range.</summary>
    public uint CountOf(int slot) => Word(StartOf(slot) + FilterLayout.Count);

    /// <summary>The first index of a range.</summary>
    public uint BaseOf(int slot) => Word(StartOf(slot) + FilterLayout.Base);

    /// <summary>Where the bitmap of a range lies in user memory.</summary>
    public ulong BitmapOf(int slot)
    {
        int at = StartOf(slot) + FilterLayout.BitmapIn(_caller);
        return _caller == CallerBits.Native ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]) : Word(at);
    }

    private int StartOf(int slot) => FilterLayout.RangeAt(_caller, slot);

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..]);
}
