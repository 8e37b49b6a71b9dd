using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// A filter that is looked up range by range, as Linux does. Each mutant replaces one property; those that it leaves
/// alone do nothing.
/// </summary>
/// <param name="kernel">The kernel it lives in.</param>
internal sealed class ScannedFilter(VmKernel kernel) : IMsrPolicy
{
    private readonly FilterDecoder _decoder = new(kernel, FilterVersion.Linux61);
    private DecodedFilter? _filter;

    /// <summary>Whether an index is allowed whatever the filter says.</summary>
    internal Func<uint, bool> Exempts { get; init; } = index => index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast;

    /// <summary>Whether a range decides an index in a direction.</summary>
    internal Func<FilterRange, uint, AccessFlags, bool> Covers { get; init; } = LinuxCovers;

    /// <summary>The ranges in the order in which they are looked at.</summary>
    internal Func<IReadOnlyList<FilterRange>, IEnumerable<FilterRange>> Order { get; init; } = ranges => ranges;

    /// <summary>What the bit of a range means under the default.</summary>
    internal Func<bool, bool, bool> Meaning { get; init; } = (bit, _) => bit;

    /// <summary>What a filter is refused with that was decoded.</summary>
    internal Func<DecodedFilter, Errno?> Refusal { get; init; } = _ => null;

    /// <summary>What becomes of the filter whose place another one takes.</summary>
    internal Action<DecodedFilter, KernelHeap> Replaced { get; init; } = (old, heap) => _ = old.Free(heap);

    /// <summary>Whether the vCPUs still look at the filter of a VM that ends.</summary>
    internal bool IsFreedTooSoon { get; init; }

    /// <inheritdoc/>
    public int SlotsInUse => _filter?.Ranges.Count ?? 0;

    /// <summary>What Linux takes for covering.</summary>
    internal static bool LinuxCovers(FilterRange range, uint index, AccessFlags type) =>
        (range.Flags & type) != 0 && index >= range.Base && index < unchecked(range.Base + range.Count);

    /// <inheritdoc/>
    public void Reset() => _filter = null;

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        OopsKind? oops = _filter?.Free(kernel.Heap);
        return IsFreedTooSoon && _filter is not null ? kernel.Call.Report(OopsKind.InvalidAccess) : oops;
    }

    /// <inheritdoc/>
    public Outcome Ioctl(uint request)
    {
        if (request is not (Spec.Abi.Ioctl.SetMsrFilter or Spec.Abi.Ioctl.SetMsrFilterCompat))
        {
            return Outcome.Error(Errno.ENOTTY);
        }

        CallerBits caller = request == Spec.Abi.Ioctl.SetMsrFilter ? CallerBits.Native : CallerBits.Compat;
        if (_decoder.Decode(caller, out DecodedFilter? made) is { } errno)
        {
            return Outcome.Error(errno);
        }

        DecodedFilter filter = made!.Value;
        if (Refusal(filter) is { } refused)
        {
            _ = filter.Free(kernel.Heap);
            return Outcome.Error(refused);
        }

        _ = kernel.VmLock.Lock();
        DecodedFilter? old = _filter;
        _filter = filter;
        _ = kernel.VmLock.Unlock();
        if (old is { } replaced)
        {
            Replaced(replaced, kernel.Heap);
        }

        return Outcome.Success;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type)
    {
        if (Exempts(index) || _filter is not { } filter)
        {
            return true;
        }

        foreach (FilterRange range in Order(filter.Ranges))
        {
            if (Covers(range, index, type))
            {
                uint bit = index - range.Base;
                ReadOnlySpan<byte> bitmap = kernel.Heap.Bytes(range.Bitmap);
                bool isSet = bit / 8 < bitmap.Length && (bitmap[(int)(bit / 8)] >> (int)(bit % 8) & 1) != 0;
                return Meaning(isSet, filter.DefaultAllows);
            }
        }

        return filter.DefaultAllows;
    }
}
