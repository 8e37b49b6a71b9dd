using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Request = MsrSpec.Spec.Abi.Ioctl;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>
/// The optimized filter: made outside of the lock, published by one swap of a reference under it; the old one is freed
/// behind it. Readers take no lock.
/// </summary>
public sealed class OptimizedFilter : IMsrPolicy
{
    private readonly VmKernel _kernel;
    private readonly FilterVersion _version;
    private readonly FilterDecoder _decoder;
    private readonly Guarded<InstalledFilter> _installed;

    /// <summary>The filter of a fresh VM: there is none.</summary>
    /// <param name="kernel">The kernel that the VM lives in.</param>
    /// <param name="version">Which kernel that is.</param>
    public OptimizedFilter(VmKernel kernel, FilterVersion version)
    {
        _kernel = kernel;
        _version = version;
        _decoder = new FilterDecoder(kernel, version);
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
        Request.SetMsrFilterCompat when _version.KnowsCompatCalls => Set(CallerBits.Compat),
        _ => Outcome.Error(Errno.ENOTTY),
    };

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type) => _installed.Published.Table.Decides(index, type);

    /// <inheritdoc/>
    public OopsKind? Release() => _installed.Published.Filter?.Free(_kernel.Heap);

    private Outcome Set(CallerBits caller)
    {
        Errno? refusal = _decoder.Decode(caller, out DecodedFilter? filter);
        return filter is { } made && Install(made) is { } failure ? failure
            : refusal is { } errno ? Outcome.Error(errno)
            : Outcome.Success;
    }

    /// <summary>Puts a filter in the place of the one before.</summary>
    /// <returns>Null, or what becomes of the call in place of its answer.</returns>
    private Outcome? Install(in DecodedFilter filter)
    {
        InstalledFilter next = new(filter, FilterTable.Of(filter, _kernel.Heap, _version));
        if (!_kernel.VmLock.Lock())
        {
            return Outcome.Blocked;
        }

        InstalledFilter old = _installed.Value;
        _installed.Value = next;
        OopsKind? oops = _kernel.VmLock.Unlock() ?? old.Filter?.Free(_kernel.Heap);
        return oops is { } kind ? Outcome.Oops(kind) : null;
    }
}
