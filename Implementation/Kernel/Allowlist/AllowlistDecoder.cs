using System.Buffers.Binary;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>
/// Decodes the ioctl's argument out of user memory. It reads the header once and the bitmap once, never more than
/// 16 + 8 * ceil(nmsrs / 64) bytes, and allocates nothing before the size is known to be within bounds.
/// </summary>
public static class AllowlistDecoder
{
    /// <summary>Decodes and judges the argument by itself, whatever is stored.</summary>
    /// <param name="user">The user memory that the argument lies in.</param>
    /// <param name="heap">Where the bitmap is copied to.</param>
    /// <param name="argument">The range, if the argument is valid; the caller then owns its bitmap.</param>
    /// <returns>Null, or what is wrong with the argument; nothing is left allocated then.</returns>
    public static Errno? Decode(UserMemory user, KernelHeap heap, out AllowlistArgument argument)
    {
        argument = default;
        Span<byte> header = stackalloc byte[AllowlistLayout.HeaderSize];
        if (user.CopyFromUser(header, 0) != 0)
        {
            return Errno.EFAULT;
        }

        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.FlagsOffset..]);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.CountOffset..]);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.BaseOffset..]);
        if (count > AllowlistLayout.MaxCount)
        {
            return Errno.EINVAL;
        }

        if (CopyBitmap(user, heap, count, out KernelPointer bitmap) is { } errno)
        {
            return errno;
        }

        argument = new AllowlistArgument((AccessFlags)flags, start, count, bitmap);
        bool valid = flags is > 0 and <= (uint)AccessFlags.ReadWrite && count > 0 && argument.End <= 1UL << 32;
        if (!valid)
        {
            _ = heap.Free(bitmap);
            return Errno.EINVAL;
        }

        return null;
    }

    /// <summary>The bytes of a bitmap: whole longs.</summary>
    /// <param name="count">The number of MSRs, at most <see cref="AllowlistLayout.MaxCount"/>.</param>
    public static int BitmapSize(uint count)
    {
        uint longs = (count + AllowlistLayout.BitsPerLong - 1) / AllowlistLayout.BitsPerLong;
        return (int)longs * AllowlistLayout.BytesPerLong;
    }

    private static Errno? CopyBitmap(UserMemory user, KernelHeap heap, uint count, out KernelPointer bitmap)
    {
        bitmap = heap.Allocate(BitmapSize(count));
        if (bitmap == KernelPointer.Null)
        {
            return Errno.ENOMEM;
        }

        if (user.CopyFromUser(heap.Bytes(bitmap), AllowlistLayout.HeaderSize) != 0)
        {
            _ = heap.Free(bitmap);
            return Errno.EFAULT;
        }

        return null;
    }
}
