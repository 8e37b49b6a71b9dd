using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>A filter that is looked up range by range, as Linux does; it can be wrong in one thing.</summary>
/// <param name="kernel">The kernel it lives in.</param>
/// <param name="covers">Whether a range decides an index in a direction.</param>
/// <param name="isBackwards">Whether the last range that covers decides.</param>
/// <param name="turnsBits">Whether a bit means the opposite where the default allows.</param>
/// <param name="leaks">Whether the old filter is never freed.</param>
internal sealed class ScannedFilter(
    VmKernel kernel, Func<FilterRange, uint, AccessFlags, bool> covers, bool isBackwards = false,
    bool turnsBits = false, bool leaks = false) : IMsrPolicy
{
    private DecodedFilter? _filter;

    public int SlotsInUse => _filter?.Ranges.Count ?? 0;

    /// <summary>What Linux takes for covering.</summary>
    public static bool Covers(FilterRange range, uint index, AccessFlags type) =>
        (range.Flags & type) != 0 && index >= range.Base && index < unchecked(range.Base + range.Count);

    public void Reset() => _filter = null;

    public OopsKind? Release() => _filter?.Free(kernel.Heap);

    public Outcome Ioctl(uint request)
    {
        bool isCompat = request == Spec.Abi.Ioctl.SetMsrFilterCompat;
        if (!isCompat && request != Spec.Abi.Ioctl.SetMsrFilter)
        {
            return Outcome.Error(Errno.ENOTTY);
        }

        if (FilterDecoder.Decode(kernel.User, kernel.Heap, isCompat, out DecodedFilter filter) is { } errno)
        {
            return Outcome.Error(errno);
        }

        _ = kernel.VmLock.Lock();
        DecodedFilter? old = _filter;
        _filter = filter;
        _ = kernel.VmLock.Unlock();
        _ = leaks ? null : old?.Free(kernel.Heap);
        return Outcome.Success;
    }

    public bool Allows(uint index, AccessFlags type)
    {
        if (index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast || _filter is not { } filter)
        {
            return true;
        }

        foreach (FilterRange range in isBackwards ? filter.Ranges.Reverse() : filter.Ranges)
        {
            if (covers(range, index, type))
            {
                uint bit = index - range.Base;
                ReadOnlySpan<byte> bitmap = kernel.Heap.Bytes(range.Bitmap);
                bool isSet = bit / 8 < bitmap.Length && (bitmap[(int)(bit / 8)] >> (int)(bit % 8) & 1) != 0;
                return isSet ^ (turnsBits && filter.DefaultAllows);
            }
        }

        return filter.DefaultAllows;
    }
}
