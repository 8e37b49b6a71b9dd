using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Request = MsrSpec.Spec.Abi.Ioctl;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>
/// The optimized filter: made whole outside of the lock, published by one swap of a reference under it; the old one is
/// freed behind it. Readers take no lock.
/// </summary>
public sealed class OptimizedFilter : IMsrPolicy
{
    private readonly VmKernel _kernel;
    private readonly Guarded<InstalledFilter> _installed;

    /// <summary>The filter of a fresh VM: there is none.</summary>
    public OptimizedFilter(VmKernel kernel)
    {
        _kernel = kernel;
        _installed = new(kernel.VmLock, InstalledFilter.None);
    }

    /// <inheritdoc/>
    public int SlotsInUse => _installed.Published.Ranges;

    /// <inheritdoc/>
    public void Reset() => _installed.Reset(InstalledFilter.None);

    /// <inheritdoc/>
    public Outcome Ioctl(uint request) => request switch
    {
        Request.SetMsrFilter => Set(CallerBits.Native),
        Request.SetMsrFilterCompat => Set(CallerBits.Compat),
        _ => Outcome.Error(Errno.ENOTTY),
    };

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type) => _installed.Published.Table.Decides(index, type);

    /// <inheritdoc/>
    public OopsKind? Release() => _installed.Published.Filter?.Free(_kernel.Heap);

    private Outcome Set(CallerBits caller)
    {
        if (FilterDecoder.Decode(_kernel.User, _kernel.Heap, caller, out DecodedFilter filter) is { } errno)
        {
            return Outcome.Error(errno);
        }

        InstalledFilter next = new(filter, FilterTable.Of(filter, _kernel.Heap));
        if (!_kernel.VmLock.Lock())
        {
            return Outcome.Blocked;
        }

        InstalledFilter old = _installed.Value;
        _installed.Value = next;
        OopsKind? oops = _kernel.VmLock.Unlock() ?? old.Filter?.Free(_kernel.Heap);
        return oops is { } kind ? Outcome.Oops(kind) : Outcome.Success;
    }
}
