using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>
/// Decodes the struct of a filter and copies its bitmaps. It reads the struct once, and of each slot that is not empty
/// 8 * ceil(nmsrs / 64) bytes once; what it has allocated it frees if a slot is refused.
/// </summary>
public static class FilterDecoder
{
    /// <summary>What the kernel keeps of a filter beside its bitmaps.</summary>
    private const int ObjectSize = 16 + (FilterLayout.Slots * 24);

    /// <summary>Decodes and judges an argument.</summary>
    /// <param name="user">The user memory that the struct and the bitmaps lie in.</param>
    /// <param name="heap">Where the filter is made.</param>
    /// <param name="caller">Whose struct it is.</param>
    /// <param name="filter">The filter, if the argument is valid; the caller then owns it.</param>
    /// <returns>Null, or what is wrong with the argument; nothing is left allocated then.</returns>
    public static Errno? Decode(UserMemory user, KernelHeap heap, CallerBits caller, out DecodedFilter filter)
    {
        filter = default;
        Span<byte> bytes = stackalloc byte[FilterLayout.SizeOf(caller)];
        if (user.CopyFromUser(bytes, 0) != 0)
        {
            return Errno.EFAULT;
        }

        FilterSource source = new(bytes, caller);
        if ((source.Flags & ~FilterLayout.DefaultDeny) != 0 || (source.Flags != 0 && IsEmpty(source)))
        {
            return Errno.EINVAL;
        }

        KernelPointer made = heap.Allocate(ObjectSize);
        if (made == KernelPointer.Null)
        {
            return Errno.ENOMEM;
        }

        List<FilterRange> ranges = new(FilterLayout.Slots);
        filter = new DecodedFilter(made, source.Flags == 0, ranges);
        for (int slot = 0; slot < FilterLayout.Slots; slot++)
        {
            if (source.CountOf(slot) != 0 && Add(user, heap, source, slot, ranges) is { } errno)
            {
                _ = filter.Free(heap);
                return errno;
            }
        }

        return null;
    }

    private static bool IsEmpty(in FilterSource source)
    {
        for (int slot = 0; slot < FilterLayout.Slots; slot++)
        {
            if (source.CountOf(slot) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Errno? Add(
        UserMemory user, KernelHeap heap, in FilterSource source, int slot, List<FilterRange> ranges)
    {
        uint flags = source.FlagsOf(slot);
        uint count = source.CountOf(slot);
        if (flags is 0 or > (uint)AccessFlags.ReadWrite || count > 8 * FilterLayout.MaxBitmapSize)
        {
            return Errno.EINVAL;
        }

        KernelPointer bitmap = heap.Allocate(AllowlistDecoder.BitmapSize(count));
        if (bitmap == KernelPointer.Null)
        {
            return Errno.ENOMEM;
        }

        // Owned from here on: whoever frees the filter frees it too.
        ranges.Add(new FilterRange((AccessFlags)flags, source.BaseOf(slot), count, bitmap));
        ulong address = source.BitmapOf(slot);
        return address > int.MaxValue || user.CopyFromUser(heap.Bytes(bitmap), (int)address) != 0
            ? Errno.EFAULT
            : null;
    }
}
