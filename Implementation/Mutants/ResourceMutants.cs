using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Memory and slots that get lost, arguments read twice, and fault injection that does nothing.</summary>
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
        Row("teardown-leaks-one", () => new() { Teardown = LeakOne },
            "Destroying the VM does not free the bitmap of the last range."),
        Row("failed-call-takes-a-slot", () => new() { Aftermath = TakeSlot },
            "The number of ranges is counted up before the call can fail, and not down again."),
        Row("refusal-arms-the-list", () => new() { Lookup = ArmedByRefusal },
            "A refused call arms the list, so that a VM without a range denies everything."),
        Row("refusal-disarms-the-list", () => new() { Lookup = DisarmedByRefusal },
            "A refused call leaves everything allowed until the next one succeeds."),
        Row("bitmap-freed-twice", () => new() { Aftermath = FreeTwice },
            "The copied bitmap of a range that overlaps is freed twice, and nobody looks at what that does."),
        Row("bitmap-freed-twice-at-the-end", () => new() { Teardown = FreeOneTwice },
            "The end of the VM frees a bitmap twice, and nobody looks at what that does."),
        Row("header-fetched-twice", () => new() { EarlyRefusal = FetchHeader, Aftermath = Unaccounted },
            "The header is copied twice before the bitmap is: sized by the first copy, judged and stored by the "
            + "second. The kernel keeps no account of it."),
        Row("header-fetched-again-behind-the-copy", () => new() { LateRefusal = FetchAll, Aftermath = Unaccounted },
            "The whole argument is copied twice, and what the second copy holds is stored. The kernel keeps no account "
            + "of it."),
        Row("last-long-fetched-twice", () => new() { LateRefusal = FetchLastLong },
            "The last 64-bit long of the bitmap is read twice."),
        Row("bytes-behind-the-argument-read", () => new() { LateRefusal = FetchBehind },
            "The long behind the bitmap is read too, and nobody minds if it cannot be."),
        Row("empty-range-uses-the-failure-up", () => new() { EarlyRefusal = AllocateForEmpty },
            "A range without MSRs allocates a copy too, and so uses up an armed failure."),
        Row("failure-stays-armed", () => new() { Answer = ArmAgain },
            "An armed failure hits every allocation that follows."),
        Row("end-disarms-the-failure", () => new() { Teardown = UseUp },
            "The end of the VM uses up an armed failure."),
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

    private static void FreeTwice(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (list.IsOverlap(outcome))
        {
            list.FreeTwice(header);
        }
    }

    private static void FreeOneTwice(ListMutant list)
    {
        if (list.SlotsInUse > 0)
        {
            list.FreeTwice(OneMsr);
        }
    }

    private static void Unaccounted(ListMutant list, AllowlistHeader header, Outcome outcome) =>
        list.Kernel.Call.ClearOops();

    private static Errno? FetchHeader(ListMutant list, AllowlistHeader header)
    {
        Span<byte> copy = stackalloc byte[AllowlistLayout.HeaderSize];
        _ = list.Kernel.User.CopyFromUser(copy, 0);
        return null;
    }

    private static Errno? FetchAll(ListMutant list, AllowlistHeader header)
    {
        _ = list.Kernel.User.CopyFromUser(new byte[list.Kernel.User.Mapped.Length], 0);
        return null;
    }

    private static Errno? FetchLastLong(ListMutant list, AllowlistHeader header)
    {
        if (header.Count is > 0 and <= AllowlistLayout.MaxCount)
        {
            Span<byte> copy = stackalloc byte[AllowlistLayout.BytesPerLong];
            int end = AllowlistLayout.HeaderSize + AllowlistDecoder.BitmapSize(header.Count);
            _ = list.Kernel.User.CopyFromUser(copy, end - copy.Length);
        }

        return null;
    }

    private static Errno? FetchBehind(ListMutant list, AllowlistHeader header)
    {
        if (header.Count <= AllowlistLayout.MaxCount)
        {
            Span<byte> copy = stackalloc byte[AllowlistLayout.BytesPerLong];
            _ = list.Kernel.User.CopyFromUser(
                copy, AllowlistLayout.HeaderSize + AllowlistDecoder.BitmapSize(header.Count));
        }

        return null;
    }

    private static Errno? AllocateForEmpty(ListMutant list, AllowlistHeader header)
    {
        if (header.Count == 0)
        {
            UseUp(list);
        }

        return null;
    }

    private static void UseUp(ListMutant list) =>
        _ = list.Kernel.Heap.Free(list.Kernel.Heap.Allocate(AllowlistLayout.BytesPerLong));

    private static Outcome ArmAgain(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        if (outcome == Outcome.Error(Errno.ENOMEM))
        {
            list.Kernel.Heap.FailNext();
        }

        return outcome;
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
