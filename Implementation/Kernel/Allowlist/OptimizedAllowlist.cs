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
    private readonly ILock _lock;
    private readonly AllowlistArgument[] _ranges = new AllowlistArgument[AllowlistLayout.Slots];
    private readonly NodePool _pool = new();
    private readonly List<DecisionTable> _superseded = [];
    private int _count;
    private volatile DecisionTable _table = DecisionTable.AllowAll;

    /// <summary>The list of a fresh VM: no range, and everything allowed.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="vmLock">What it takes before it changes; the VM's lock unless said otherwise.</param>
    public OptimizedAllowlist(VmKernel kernel, ILock? vmLock = null)
    {
        _kernel = kernel;
        _lock = vmLock ?? kernel.VmLock;
    }

    /// <inheritdoc/>
    public int SlotsInUse => _count;

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

        _table.Retire(_pool);
        _superseded.Clear();
        _count = 0;
        _table = DecisionTable.AllowAll;
    }

    /// <inheritdoc/>
    public Outcome Add()
    {
        if (AllowlistDecoder.Decode(_kernel.User, _kernel.Heap, out AllowlistArgument range) is { } errno)
        {
            return Outcome.Error(errno);
        }

        if (!_lock.Lock())
        {
            return Outcome.Blocked;
        }

        Errno? refusal = Store(range);
        OopsKind? oops = _lock.Unlock();
        if (refusal is not null)
        {
            oops ??= _kernel.Heap.Free(range.Bitmap);
        }

        return oops is { } kind ? Outcome.Oops(kind) : refusal is { } why ? Outcome.Error(why) : Outcome.Success;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type) => _table.Allows(index, type);

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        foreach (ref readonly AllowlistArgument range in _ranges.AsSpan(0, _count))
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
        if (_count == _ranges.Length)
        {
            return Errno.E2BIG;
        }

        foreach (ref readonly AllowlistArgument stored in _ranges.AsSpan(0, _count))
        {
            if (stored.Overlaps(range))
            {
                return Errno.EINVAL;
            }
        }

        _kernel.VmLock.AssertHeld();
        _ranges[_count++] = range;
        _superseded.Add(_table);
        _table = _table.With(range.Flags, range.Base, range.Count, _kernel.Heap.Bytes(range.Bitmap), _pool);
        return null;
    }
}
