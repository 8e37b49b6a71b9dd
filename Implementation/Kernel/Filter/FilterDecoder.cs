using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>
/// Decodes the struct of a filter and copies its bitmaps. It reads the struct once, and of each slot that is not empty
/// 8 * ceil(nmsrs / 64) bytes once.
/// </summary>
/// <param name="kernel">Has the user memory with the struct and the bitmaps, and the heap for the filter.</param>
/// <param name="version">How it judges.</param>
public sealed class FilterDecoder(VmKernel kernel, FilterVersion version)
{
    /// <summary>What the kernel keeps of a filter beside its bitmaps.</summary>
    private const int ObjectSize = 16 + (FilterLayout.Slots * 24);

    /// <summary>Decodes and judges an argument.</summary>
    /// <param name="caller">Whose struct it is.</param>
    /// <param name="filter">
    /// What takes the place of the filter before, which the caller then owns; null if that one stays. Nothing else is
    /// left allocated.
    /// </param>
    /// <returns>Null, or what is wrong with the argument.</returns>
    public Errno? Decode(CallerBits caller, out DecodedFilter? filter)
    {
        filter = null;
        Span<byte> bytes = stackalloc byte[FilterLayout.SizeOf(caller)];
        if (kernel.User.CopyFromUser(bytes, 0) != 0)
        {
            return Errno.EFAULT;
        }

        FilterSource source = new(bytes, caller);
        return IsInvalid(source) ? Errno.EINVAL : Make(source, out filter);
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

    private bool IsInvalid(in FilterSource source) =>
        (version.RefusesUnknownBits && (source.Flags & ~FilterLayout.DefaultDeny) != 0)
        || (version.RefusesDenyingNothing && source.Denies && IsEmpty(source));

    private Errno? Make(in FilterSource source, out DecodedFilter? filter)
    {
        filter = null;
        KernelPointer itself = version.IsInstalledWhole ? kernel.Heap.Allocate(ObjectSize) : KernelPointer.Null;
        if (version.IsInstalledWhole && itself == KernelPointer.Null)
        {
            return Errno.ENOMEM;
        }

        List<FilterRange> ranges = new(FilterLayout.Slots);
        Errno? refusal = AddAll(source, ranges);
        DecodedFilter made = new(itself, !source.Denies || ranges.Count == 0, ranges);
        if (refusal is not null && version.IsInstalledWhole)
        {
            _ = made.Free(kernel.Heap);
            return refusal;
        }

        filter = made;
        return refusal;
    }

    /// <summary>Adds a range for each slot that is not empty, up to the first one that is refused.</summary>
    private Errno? AddAll(in FilterSource source, List<FilterRange> ranges)
    {
        for (int slot = 0; slot < FilterLayout.Slots; slot++)
        {
            if (source.CountOf(slot) != 0 && Add(source, slot, ranges) is { } errno)
            {
                return errno;
            }
        }

        return null;
    }

    private Errno? Add(in FilterSource source, int slot, List<FilterRange> ranges)
    {
        uint flags = source.FlagsOf(slot);
        uint count = source.CountOf(slot);
        bool hasValidFlags = flags is > 0 and <= (uint)AccessFlags.ReadWrite;
        if ((version.JudgesFlagsFirst && !hasValidFlags) || count > 8 * FilterLayout.MaxBitmapSize)
        {
            return Errno.EINVAL;
        }

        KernelPointer bitmap = kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(count));
        if (bitmap == KernelPointer.Null)
        {
            return Errno.ENOMEM;
        }

        Errno? refusal = !TryCopy(source.BitmapOf(slot), bitmap) ? Errno.EFAULT : !hasValidFlags ? Errno.EINVAL : null;
        if (refusal is not null)
        {
            _ = kernel.Heap.Free(bitmap);
            return refusal;
        }

        ranges.Add(new FilterRange((AccessFlags)flags, source.BaseOf(slot), count, bitmap));
        return null;
    }

    private bool TryCopy(ulong address, KernelPointer bitmap) =>
        address <= int.MaxValue && kernel.User.CopyFromUser(kernel.Heap.Bytes(bitmap), (int)address) == 0;
}
