using System.Collections.Immutable;
using System.Diagnostics;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// An allowlist whose call is a list of steps: a mutant does them in another order, or too few or too many.
/// </summary>
internal sealed class StepwiseList : IAllowlist
{
    private const int BitsPerByte = 8;

    private readonly VmKernel _kernel;
    private readonly Guarded<ImmutableArray<AllowlistArgument>.Builder> _stored;
    private readonly Guarded<IReadOnlyList<AllowlistArgument>> _deciding;
    private AllowlistArgument _range;
    private bool _locked;

    /// <summary>The list of a fresh VM.</summary>
    internal StepwiseList(VmKernel kernel)
    {
        _kernel = kernel;
        _stored = new(kernel.VmLock, ImmutableArray.CreateBuilder<AllowlistArgument>(AllowlistLayout.Slots));
        _deciding = new(kernel.VmLock, []);
    }

    /// <summary>The steps in the order that they are to be taken in.</summary>
    internal static IReadOnlyList<AddStep> InOrder { get; } =
    [
        AddStep.Decode, AddStep.TakeLock, AddStep.JudgeSlots, AddStep.JudgeOverlap, AddStep.Store, AddStep.Publish,
        AddStep.ReleaseLock,
    ];

    /// <summary>The steps.</summary>
    internal IReadOnlyList<AddStep> Steps { get; init; } = InOrder;

    /// <summary>The refusal that forgets to release the lock; none unless said.</summary>
    internal Errno? KeepsTheLock { get; init; }

    /// <inheritdoc/>
    public int SlotsInUse => _stored.Published.Count;

    /// <inheritdoc/>
    public void Reset()
    {
        _stored.Published.Clear();
        _deciding.Reset([]);
    }

    /// <inheritdoc/>
    public Outcome Add()
    {
        _locked = false;
        _range = default;
        foreach (AddStep step in Steps)
        {
            if (Take(step) is { } end)
            {
                return end.Kind == OutcomeKind.Error ? Refuse(end) : end;
            }
        }

        return Outcome.Success;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type)
    {
        IReadOnlyList<AllowlistArgument> deciding = _deciding.Published;
        foreach (AllowlistArgument range in deciding)
        {
            if (range.Covers(index, type))
            {
                int bit = (int)(index - range.Base);
                return (_kernel.Heap.Bytes(range.Bitmap)[bit / BitsPerByte] >> (bit % BitsPerByte) & 1) != 0;
            }
        }

        return deciding.Count == 0;
    }

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        OopsKind? oops = null;
        foreach (AllowlistArgument range in _stored.Published)
        {
            oops ??= _kernel.Heap.Free(range.Bitmap);
        }

        return oops;
    }

    private Outcome? Take(AddStep step)
    {
        switch (step)
        {
            case AddStep.Decode:
                return Decode();
            case AddStep.TakeLock:
                _locked = _kernel.VmLock.Lock();
                return _locked ? null : Outcome.Blocked;
            case AddStep.JudgeSlots:
                return JudgeSlots(_stored.Value);
            case AddStep.JudgeOverlap:
                return JudgeOverlap(_stored.Value);
            case AddStep.JudgeSlotsUnlocked:
                return JudgeSlots(_stored.Published);
            case AddStep.JudgeOverlapUnlocked:
                return JudgeOverlap(_stored.Published);
            case AddStep.CopyAgain:
                return CopyAgain();
            case AddStep.Store:
                _stored.Value.Add(_range);
                return null;
            case AddStep.Publish:
                _deciding.Value = [.. _stored.Published];
                return null;
            case AddStep.StoreUnlocked:
                _stored.Published.Add(_range);
                return null;
            case AddStep.PublishUnlocked:
                _deciding.Reset([.. _stored.Published]);
                return null;
            case AddStep.ReleaseLock:
                return _kernel.VmLock.Unlock() is { } oops ? Outcome.Oops(oops) : null;
            default:
                throw new UnreachableException(step.ToString());
        }
    }

    private static Outcome? JudgeSlots(ImmutableArray<AllowlistArgument>.Builder stored) =>
        Failed(stored.Count == AllowlistLayout.Slots ? Errno.E2BIG : null);

    private Outcome? JudgeOverlap(ImmutableArray<AllowlistArgument>.Builder stored) =>
        Failed(stored.Any(other => other.Overlaps(_range)) ? Errno.EINVAL : null);

    private Outcome? Decode()
    {
        Errno? errno = AllowlistDecoder.Decode(_kernel.User, _kernel.Heap, out AllowlistArgument range);
        _range = errno is null ? range : default;
        return Failed(errno);
    }

    private Outcome? CopyAgain()
    {
        KernelPointer copy = _kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(_range.Count));
        if (copy == KernelPointer.Null)
        {
            return Outcome.Error(Errno.ENOMEM);
        }

        _kernel.Heap.Bytes(_range.Bitmap).CopyTo(_kernel.Heap.Bytes(copy));
        OopsKind? oops = _kernel.Heap.Free(_range.Bitmap);
        _range = _range with { Bitmap = copy };
        return oops is { } kind ? Outcome.Oops(kind) : null;
    }

    private static Outcome? Failed(Errno? errno) => errno is { } why ? Outcome.Error(why) : null;

    /// <summary>Gives back what the call has, but what the mutant forgets.</summary>
    private Outcome Refuse(Outcome refusal)
    {
        _ = _kernel.Heap.Free(_range.Bitmap);
        if (_locked && refusal.Errno != KeepsTheLock)
        {
            _ = _kernel.VmLock.Unlock();
        }

        return refusal;
    }
}
