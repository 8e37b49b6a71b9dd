using System.Buffers.Binary;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>The struct of a filter as it was copied from user space, in either layout.</summary>
internal readonly ref struct FilterSource
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isCompat;

    /// <summary>Reads copied bytes in a layout.</summary>
    public FilterSource(ReadOnlySpan<byte> bytes, bool isCompat)
    {
        _bytes = bytes;
        _isCompat = isCompat;
    }

    /// <summary>The flags of the filter.</summary>
    public uint Flags => Word(0);

    /// <summary>The flags of a range.</summary>
    public uint FlagsOf(int slot) => Word(StartOf(slot));

    /// <summary>The number of MSRs of a range.</summary>
    public uint CountOf(int slot) => Word(StartOf(slot) + 4);

    /// <summary>The first index of a range.</summary>
    public uint BaseOf(int slot) => Word(StartOf(slot) + 8);

    /// <summary>Where the bitmap of a range lies in user memory.</summary>
    public ulong BitmapOf(int slot) => _isCompat
        ? Word(StartOf(slot) + FilterLayout.CompatBitmap)
        : BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(StartOf(slot) + FilterLayout.NativeBitmap)..]);

    private int StartOf(int slot) => _isCompat
        ? FilterLayout.CompatRanges + (slot * FilterLayout.CompatRangeSize)
        : FilterLayout.NativeRanges + (slot * FilterLayout.NativeRangeSize);

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..]);
}
