using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// The optimized allowlist behind a decorator that remembers the accepted ranges. Each mutant replaces one property;
/// those that it leaves alone do nothing.
/// </summary>
internal sealed class ListMutant : IAllowlist
{
    private readonly VmKernel _scratch = new();
    private readonly List<AllowlistArgument> _accepted = [];
    private readonly List<KernelPointer> _phantoms = [];
    private VmKernel? _kernel;
    private OptimizedAllowlist? _inner;

    /// <summary>What a lookup of an index and a direction answers.</summary>
    internal Func<ListMutant, uint, AccessFlags, bool> Lookup { get; init; } =
        (list, index, type) => list.Sound.Allows(index, type);

    /// <summary>What the kernel takes the argument for.</summary>
    internal Func<UserBuffer, UserBuffer> Misreading { get; init; } = argument => argument;

    /// <summary>What a call is refused with before anything is decoded; the header is readable.</summary>
    internal Func<ListMutant, AllowlistHeader, Errno?> EarlyRefusal { get; init; } = (_, _) => null;

    /// <summary>What a valid call is refused with, where unknown flags are judged.</summary>
    internal Func<ListMutant, AllowlistHeader, Errno?> LateRefusal { get; init; } = (_, _) => null;

    /// <summary>What a call answers that the sound list answers so.</summary>
    internal Func<ListMutant, AllowlistHeader, Outcome, Outcome> Answer { get; init; } = (_, _, outcome) => outcome;

    /// <summary>What a call leaves behind.</summary>
    internal Action<ListMutant, AllowlistHeader, Outcome> Aftermath { get; init; } = (_, _, _) => { };

    /// <summary>What happens after the bitmaps are freed.</summary>
    internal Action<ListMutant> Teardown { get; init; } = _ => { };

    /// <inheritdoc/>
    public int SlotsInUse => Sound.SlotsInUse + _phantoms.Count;

    /// <summary>The sound list behind the decorator.</summary>
    internal OptimizedAllowlist Sound => _inner!;

    /// <summary>The kernel that it was put to work in.</summary>
    internal VmKernel Kernel => _kernel!;

    /// <summary>The accepted ranges, oldest first; they own nothing.</summary>
    internal IReadOnlyList<AllowlistArgument> Accepted => _accepted;

    /// <summary>How many ranges were accepted since the last lookup, if somebody counts them.</summary>
    internal int AddedSinceLookup { get; set; }

    /// <summary>Accepted ranges that do not decide, if somebody loses any.</summary>
    internal List<AllowlistArgument> Lost { get; } = [];

    /// <summary>Whether the last call was refused.</summary>
    internal bool WasRefused { get; private set; }

    /// <summary>Whether ten ranges are stored.</summary>
    internal bool IsFull => _accepted.Count + _phantoms.Count >= AllowlistLayout.Slots;

    /// <summary>Puts it to work in a kernel.</summary>
    internal ListMutant On(VmKernel kernel)
    {
        _kernel = kernel;
        _inner = new OptimizedAllowlist(kernel);
        return this;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Sound.Reset();
        _accepted.Clear();
        _phantoms.Clear();
        Lost.Clear();
        AddedSinceLookup = 0;
        WasRefused = false;
    }

    /// <inheritdoc/>
    public Outcome Add()
    {
        UserBuffer argument = Misreading(Kernel.User.Mapped);
        Kernel.User.Replace(argument);
        Outcome outcome = argument.HasHeader ? AddWithHeader(argument) : Sound.Add();
        WasRefused = outcome.Kind == OutcomeKind.Error;
        return outcome;
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type) =>
        (_phantoms.Count == 0 || Sound.SlotsInUse > 0) && Lookup(this, index, type);

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        OopsKind? oops = Sound.Release();
        foreach (KernelPointer bitmap in _phantoms)
        {
            oops ??= Kernel.Heap.Free(bitmap);
        }

        Teardown(this);
        return oops;
    }

    /// <summary>Whether an accepted range of that direction covers the index.</summary>
    internal bool Covers(uint index, AccessFlags type) => Covering(index, type) is not null;

    /// <summary>The accepted range that covers the index in that direction, or null.</summary>
    internal AllowlistArgument? Covering(uint index, AccessFlags type)
    {
        foreach (AllowlistArgument range in _accepted)
        {
            if (range.Covers(index, type))
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>Whether the mapped argument is valid by itself, if memory does not run out.</summary>
    internal bool IsValid()
    {
        _scratch.Reset();
        _scratch.User.Map(Kernel.User.Mapped);
        return AllowlistDecoder.Decode(_scratch.User, _scratch.Heap, out _) is null;
    }

    /// <summary>Whether a call with that outcome found an overlap: it is valid, but refused with EINVAL.</summary>
    internal bool IsOverlap(Outcome outcome) => outcome == Outcome.Error(Errno.EINVAL) && IsValid();

    /// <summary>Leaves an allocation behind; an armed failure stays for the next call.</summary>
    internal void Leak(AllowlistHeader header)
    {
        if (Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count)) == KernelPointer.Null)
        {
            _ = Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count));
            Kernel.Heap.FailNext();
        }
    }

    /// <summary>Frees a copy of the bitmap twice.</summary>
    internal void FreeTwice(AllowlistHeader header)
    {
        KernelPointer bitmap = Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count));
        _ = Kernel.Heap.Free(bitmap);
        _ = Kernel.Heap.Free(bitmap);
    }

    /// <summary>Uses a slot for a range that matches nothing and overlaps nothing, but arms the list.</summary>
    internal void StorePhantom(KernelPointer bitmap) => _phantoms.Add(bitmap);

    /// <summary>A range without its bitmap.</summary>
    internal static AllowlistArgument RangeOf(AllowlistHeader header) =>
        new((AccessFlags)header.Flags, header.Base, header.Count, KernelPointer.Null);

    private Outcome AddWithHeader(UserBuffer argument)
    {
        AllowlistHeader header = argument.Header;
        Outcome outcome = EarlyRefusal(this, header) is { } early ? Outcome.Error(early) : AddReadable(argument);
        Kernel.User.Replace(argument);
        Aftermath(this, header, outcome);
        return outcome;
    }

    private Outcome AddReadable(UserBuffer argument)
    {
        AllowlistHeader header = argument.Header;
        Errno? refusal = _phantoms.Count > 0 && IsFull ? Errno.E2BIG : LateRefusal(this, header);
        Outcome sound = refusal is { } errno ? RefuseDecoded(errno) : Sound.Add();
        if (sound == Outcome.Success)
        {
            _accepted.Add(RangeOf(header));
        }

        // What the sound list has read is what the defect is about, whatever the buffer has become since.
        Kernel.User.Replace(argument);
        return Answer(this, header, sound);
    }

    /// <summary>Refuses a call after the decoder has had its say, and has used memory as it does.</summary>
    private Outcome RefuseDecoded(Errno errno)
    {
        if (AllowlistDecoder.Decode(Kernel.User, Kernel.Heap, out AllowlistArgument range) is { } earlier)
        {
            return Outcome.Error(earlier);
        }

        OopsKind? oops = Kernel.Heap.Free(range.Bitmap);
        return oops is { } kind ? Outcome.Oops(kind) : Outcome.Error(errno);
    }
}
