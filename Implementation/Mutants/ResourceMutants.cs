using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Memory, locks and slots that get lost, and fault injection that does nothing.</summary>
internal static class ResourceMutants
{
    private const string Family = "resources";

    private static readonly AllowlistHeader OneMsr = new((uint)AccessFlags.Read, 1, 0, 0);

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Row("leak-on-overlap", () => new() { Aftermath = LeakOnOverlap },
            "The copied bitmap is not freed when the range overlaps; b318e8decf6b mended a leak of the like."),
        Row("leak-on-bad-flags", () => new() { Aftermath = LeakOnBadFlags },
            "The copied bitmap is not freed when flags has an unknown bit."),
        Row("lock-kept-when-full", () => new() { Aftermath = KeepLockWhenFull },
            "The VM's lock stays taken when the table is full, as in the posted patch."),
        Row("lock-kept-on-overlap", () => new() { Aftermath = KeepLockOnOverlap },
            "The VM's lock stays taken when the range overlaps, as in the posted patch (found in its review)."),
        Row("teardown-leaks-one", () => new() { Teardown = LeakOne },
            "Destroying the VM does not free the bitmap of the last range."),
        Row("failed-call-takes-a-slot", () => new() { Aftermath = TakeSlot },
            "The number of ranges is counted up before the call can fail, and not down again."),
        Row("refusal-arms-the-list", () => new() { Lookup = ArmedByRefusal },
            "A refused call arms the list, so that a VM without a range denies everything."),
        Row("refusal-disarms-the-list", () => new() { Lookup = DisarmedByRefusal },
            "A refused call leaves everything allowed until the next one succeeds."),
        Row("range-stored-without-the-lock", () => new() { Locking = sound => new LockMutant(sound, takes: false) },
            "The call does not take the VM's lock: two calls at once can take the same slot."),
        Row("lock-released-before-the-range-is-stored",
            () => new() { Locking = sound => new LockMutant(sound, takes: true) },
            "The call takes the VM's lock, and releases it before it stores the range."),
        Row("bitmap-freed-twice", () => new() { Aftermath = FreeTwice },
            "The copied bitmap of a range that overlaps is freed twice, and nobody looks at what that does."),
        Row("header-fetched-twice", () => new() { EarlyRefusal = FetchHeader },
            "The header is copied twice before the bitmap is: sized by the first copy, judged and stored by the "
            + "second."),
        Row("header-fetched-again-behind-the-copy", () => new() { LateRefusal = FetchAll },
            "The whole argument is copied twice, and what the second copy holds is stored."),
        Row("exception-when-full", () => new() { Answer = ThrowWhenFull },
            "The machine itself fails, with an exception, at the eleventh range."),
        new("armed-failure-never-hits", Family,
            "An armed allocation failure never hits: the allocation is of a kind that fault injection does not reach.",
            () => MutantParts.WithoutGuestCode().Around(
                (machine, _) => new MachineMutant(machine) { Instead = DisarmFailure })),
    ];

    private static Mutant Row(string name, Func<ListMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.Lists(make));

    private static void LeakOnOverlap(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (list.IsOverlap(outcome))
        {
            list.Leak(header);
        }
    }

    private static void LeakOnBadFlags(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        bool isUnknown = (header.Flags & ~(uint)AccessFlags.ReadWrite) != 0;
        if (isUnknown && outcome == Outcome.Error(Errno.EINVAL) && header.Count <= AllowlistLayout.MaxCount)
        {
            list.Leak(header);
        }
    }

    private static void KeepLockWhenFull(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (outcome == Outcome.Error(Errno.E2BIG))
        {
            _ = list.Kernel.VmLock.Lock();
        }
    }

    private static void KeepLockOnOverlap(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (list.IsOverlap(outcome))
        {
            _ = list.Kernel.VmLock.Lock();
        }
    }

    private static void FreeTwice(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (list.IsOverlap(outcome))
        {
            KernelPointer bitmap = list.Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count));
            _ = list.Kernel.Heap.Free(bitmap);
            _ = list.Kernel.Heap.Free(bitmap);
        }
    }

    private static Errno? FetchHeader(ListMutant list, AllowlistHeader header)
    {
        Span<byte> copy = stackalloc byte[AllowlistLayout.HeaderSize];
        _ = list.Kernel.User.CopyFromUser(copy, 0);
        return null;
    }

    private static Errno? FetchAll(ListMutant list, AllowlistHeader header)
    {
        _ = list.IsValid();
        return null;
    }

    private static Outcome ThrowWhenFull(ListMutant list, AllowlistHeader header, Outcome outcome) =>
        outcome == Outcome.Error(Errno.E2BIG) ? throw new InvalidOperationException("There is no slot.") : outcome;

    private static void LeakOne(ListMutant list)
    {
        if (list.SlotsInUse > 0)
        {
            list.Leak(OneMsr);
        }
    }

    private static void TakeSlot(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Error && !list.IsFull)
        {
            list.StorePhantom(KernelPointer.ZeroSize);
        }
    }

    private static bool ArmedByRefusal(ListMutant list, uint index, AccessFlags type) =>
        (!list.WasRefused || list.SlotsInUse > 0) && list.Sound.Allows(index, type);

    private static bool DisarmedByRefusal(ListMutant list, uint index, AccessFlags type) =>
        list.WasRefused || list.Sound.Allows(index, type);

    private static Outcome? DisarmFailure(Command command) =>
        command is Command.FailNextAllocation ? Outcome.Success : null;
}
