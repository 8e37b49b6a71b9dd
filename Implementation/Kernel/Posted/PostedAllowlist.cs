using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel.Posted;

/// <summary>
/// The allowlist as posted in July 2020, defect for defect, in words of our own: 32-bit ends that wrap, one error path
/// for failures before and after the lock is taken, and a free of whatever stands in the bitmap's place.
/// </summary>
public sealed class PostedAllowlist : IAllowlist
{
    private const uint NarrowBits = 32;
    private const uint NarrowBytes = 4;

    private readonly VmKernel _kernel;
    private readonly bool _isNarrow;
    private readonly Guarded<List<PostedRange>> _stored;

    /// <summary>The list of a fresh VM: no range, and everything allowed.</summary>
    /// <param name="kernel">The kernel it lives in.</param>
    /// <param name="isNarrow">Whether the words of that kernel have 32 bits.</param>
    public PostedAllowlist(VmKernel kernel, bool isNarrow = false)
    {
        _kernel = kernel;
        _isNarrow = isNarrow;
        _stored = new(kernel.VmLock, new List<PostedRange>(AllowlistLayout.Slots));
    }

    /// <inheritdoc/>
    public int SlotsInUse => _stored.Published.Count;

    /// <inheritdoc/>
    public void Reset() => _stored.Published.Clear();

    /// <inheritdoc/>
    public Outcome Add()
    {
        Span<byte> header = stackalloc byte[AllowlistLayout.HeaderSize];
        if (_kernel.User.CopyFromUser(header, 0) != 0)
        {
            return FreeAndFail(KernelPointer.Null, Errno.EFAULT);
        }

        PostedRange asked = Decode(header);
        ulong size = BitmapSize(asked.Count);
        if (size > AllowlistLayout.MaxBitmapSize)
        {
            return FreeAndFail(KernelPointer.Null, Errno.EINVAL);
        }

        KernelPointer bitmap = DuplicateFromUser(AllowlistLayout.HeaderSize, (int)size);
        if (bitmap.IsError)
        {
            return FreeAndFail(bitmap, (Errno)bitmap.Error);
        }

        PostedRange range = asked with { Bitmap = bitmap };
        if ((range.Flags & ~(uint)AccessFlags.ReadWrite) != 0)
        {
            return FreeAndFail(bitmap, Errno.EINVAL);
        }

        if (!_kernel.VmLock.Lock())
        {
            return Outcome.Blocked;
        }

        List<PostedRange> stored = _stored.Value;
        if (stored.Count >= AllowlistLayout.Slots)
        {
            return FreeAndFail(bitmap, Errno.E2BIG);
        }

        if (Overlaps(range, stored))
        {
            return FreeAndFail(bitmap, Errno.EINVAL);
        }

        stored.Add(range);
        return _kernel.VmLock.Unlock() is { } oops ? Outcome.Oops(oops) : Outcome.Success;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type)
    {
        ReadOnlySpan<PostedRange> stored = CollectionsMarshal.AsSpan(_stored.Published);
        if (stored.IsEmpty)
        {
            return true;
        }

        foreach (ref readonly PostedRange range in stored)
        {
            uint end = unchecked(range.Base + range.Count);
            if (index >= range.Base && index < end && (range.Flags & (uint)type) != 0)
            {
                return TestBit(_kernel.Heap.Bytes(range.Bitmap), index - range.Base);
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        foreach (PostedRange range in _stored.Published)
        {
            if (_kernel.Heap.Free(range.Bitmap) is { } oops)
            {
                return oops;
            }
        }

        return null;
    }

    /// <summary>In the words of the kernel: those of 32 bits wrap.</summary>
    private ulong BitmapSize(uint count) => _isNarrow
        ? unchecked(count + NarrowBits - 1) / NarrowBits * NarrowBytes
        : (count + (ulong)AllowlistLayout.BitsPerLong - 1) / AllowlistLayout.BitsPerLong * AllowlistLayout.BytesPerLong;

    /// <summary>A bit outside of the bitmap brings the kernel down, if it is the kernel that looks.</summary>
    private bool TestBit(ReadOnlySpan<byte> bitmap, uint bit)
    {
        if (bit / 8 < bitmap.Length)
        {
            return (bitmap[(int)(bit / 8)] >> (int)(bit % 8) & 1) != 0;
        }

        if (_kernel.Call.IsRunning)
        {
            _ = _kernel.Call.Report(OopsKind.InvalidAccess);
        }

        return false;
    }

    private static PostedRange Decode(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.FlagsOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.CountOffset..]),
        BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.BaseOffset..]),
        KernelPointer.Null);

    /// <summary>
    /// Copies user memory to a fresh allocation, or says by an error pointer why not (<c>memdup_user</c>).
    /// </summary>
    private KernelPointer DuplicateFromUser(int offset, int size)
    {
        KernelPointer copy = _kernel.Heap.Allocate(size);
        if (copy == KernelPointer.Null)
        {
            return KernelPointer.FromError((int)Errno.ENOMEM);
        }

        if (_kernel.User.CopyFromUser(_kernel.Heap.Bytes(copy), offset) != 0)
        {
            _ = _kernel.Heap.Free(copy);
            return KernelPointer.FromError((int)Errno.EFAULT);
        }

        return copy;
    }

    private static bool Overlaps(in PostedRange range, List<PostedRange> stored)
    {
        foreach (ref readonly PostedRange other in CollectionsMarshal.AsSpan(stored))
        {
            uint start = Math.Max(range.Base, other.Base);
            uint end = Math.Min(unchecked(range.Base + range.Count), unchecked(other.Base + other.Count));
            if (start < end && (range.Flags & other.Flags) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private Outcome FreeAndFail(KernelPointer bitmap, Errno errno) =>
        _kernel.Heap.Free(bitmap) is { } oops ? Outcome.Oops(oops) : Outcome.Error(errno);
}
