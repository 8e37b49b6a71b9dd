using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel.Allowlist;

/// <summary>
/// The optimized allowlist: the ranges under the VM's lock, for the writers; an immutable decision table behind one
/// reference, for readers that take no lock.
/// </summary>
public sealed class OptimizedAllowlist : IAllowlist
{
    private readonly VmKernel _kernel;
    private readonly Guarded<StoredRanges> _stored;
    private readonly Guarded<DecisionTable> _table;
    private readonly NodePool _pool = new();
    private readonly List<DecisionTable> _superseded = [];

    /// <summary>The list of a fresh VM: no range, and everything allowed.</summary>
    public OptimizedAllowlist(VmKernel kernel)
    {
        _kernel = kernel;
        _stored = new(kernel.VmLock, new StoredRanges());
        _table = new(kernel.VmLock, DecisionTable.AllowAll);
    }

    /// <inheritdoc/>
    public int SlotsInUse => _stored.Published.Count;

    /// <summary>
    /// Forgets every range. The VM before is gone, and with it every vCPU that could still read one of its tables:
    /// their arrays serve the next one.
    /// </summary>
    public void Reset()
    {
        foreach (DecisionTable table in _superseded)
        {
            table.Retire(_pool);
        }

        _table.Published.Retire(_pool);
        _superseded.Clear();
        _stored.Published.Clear();
        _table.Reset(DecisionTable.AllowAll);
    }

    /// <inheritdoc/>
    public Outcome Add()
    {
        if (AllowlistDecoder.Decode(_kernel.User, _kernel.Heap, out AllowlistArgument range) is { } errno)
        {
            return Outcome.Error(errno);
        }

        if (!_kernel.VmLock.Lock())
        {
            return Outcome.Blocked;
        }

        Errno? refusal = Store(range);
        OopsKind? oops = _kernel.VmLock.Unlock();
        if (refusal is not null)
        {
            oops ??= _kernel.Heap.Free(range.Bitmap);
        }

        return oops is { } kind ? Outcome.Oops(kind) : refusal is { } why ? Outcome.Error(why) : Outcome.Success;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type) => _table.Published.Allows(index, type);

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        foreach (ref readonly AllowlistArgument range in _stored.Published.All)
        {
            if (_kernel.Heap.Free(range.Bitmap) is { } oops)
            {
                return oops;
            }
        }

        return null;
    }

    private Errno? Store(in AllowlistArgument range)
    {
        StoredRanges stored = _stored.Value;
        if (stored.IsFull)
        {
            return Errno.E2BIG;
        }

        if (stored.Overlap(range))
        {
            return Errno.EINVAL;
        }

        stored.Add(range);
        DecisionTable table = _table.Value;
        _superseded.Add(table);
        _table.Value = table.With(range.Flags, range.Base, range.Count, _kernel.Heap.Bytes(range.Bitmap), _pool);
        return null;
    }
}
