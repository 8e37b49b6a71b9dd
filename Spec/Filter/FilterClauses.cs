using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Filter;

/// <summary>
/// The clauses of <c>KVM_X86_SET_MSR_FILTER</c>: validation in order, effect, and what a failed call leaves. Their
/// source is <c>kvm_vm_ioctl_set_msr_filter</c> and <c>kvm_add_msr_filter</c> of Linux 6.1; readings say what was
/// otherwise.
/// </summary>
internal static class FilterClauses
{
    /// <summary>Each interface knows its own ioctl.</summary>
    public static readonly Clause UnknownCall = new(
        "filter.set.an-unknown-call-is-ENOTTY", Strength.Must,
        "A kernel that does not have the ioctl of a caller's number fails it with ENOTTY.");

    /// <summary>A struct that cannot be read whole is EFAULT.</summary>
    public static readonly Clause UnreadableStruct = new(
        "filter.set.unreadable-struct-is-EFAULT", Strength.Must,
        "If any byte of the struct cannot be read, the call fails with EFAULT.");

    /// <summary>A flag other than that of the default is EINVAL.</summary>
    public static readonly Clause UnknownFlags = new(
        "filter.set.unknown-flags-are-EINVAL", Strength.Must,
        "If the filter's flags have a bit other than that of the default, the call fails with EINVAL.");

    /// <summary>A filter that denies and has no range is EINVAL.</summary>
    public static readonly Clause DenyingNothing = new(
        "filter.set.denying-without-a-range-is-EINVAL", Strength.Must,
        "If every slot is empty and the default denies, the call fails with EINVAL.");

    /// <summary>No memory is ENOMEM.</summary>
    public static readonly Clause FailedAllocation = new(
        "filter.set.failed-allocation-is-ENOMEM", Strength.Must,
        "If the filter or the copy of a bitmap cannot be allocated, the call fails with ENOMEM.");

    /// <summary>Nothing is judged of a slot without MSRs.</summary>
    public static readonly Clause EmptySlotsAreSkipped = new(
        "filter.set.empty-slots-are-skipped", Strength.Must,
        "Of a slot whose nmsrs is zero nothing else is looked at, and it becomes no range.");

    /// <summary>A flag of a range other than read and write is EINVAL.</summary>
    public static readonly Clause UnknownRangeFlags = new(
        "filter.set.unknown-range-flags-are-EINVAL", Strength.Must,
        "If the flags of a slot that is not empty have a bit other than read and write, the call fails with EINVAL.");

    /// <summary>A range without flags is EINVAL.</summary>
    public static readonly Clause FlaglessRange = new(
        "filter.set.flagless-range-is-EINVAL", Strength.Must,
        "If the flags of a slot that is not empty are zero, the call fails with EINVAL.");

    /// <summary>A bitmap of more than 0x600 bytes is EINVAL.</summary>
    public static readonly Clause OversizeBitmap = new(
        "filter.set.oversize-bitmap-is-EINVAL", Strength.Must,
        "If the bitmap of a slot, rounded up to whole 64-bit longs, exceeds 0x600 bytes, the call fails with EINVAL.");

    /// <summary>A bitmap that cannot be read whole is EFAULT.</summary>
    public static readonly Clause UnreadableBitmap = new(
        "filter.set.unreadable-bitmap-is-EFAULT", Strength.Must,
        "If any byte of the bitmap of a slot, rounded up to whole 64-bit longs, cannot be read, the call fails with "
        + "EFAULT.");

    /// <summary>A valid filter replaces the one before.</summary>
    public static readonly Clause Replaces = new(
        "filter.set.otherwise-the-filter-replaces-the-old-one", Strength.Must,
        "Otherwise the call returns 0, and the filter is in the place of the one before, whose memory is freed. Ranges "
        + "may overlap, and may end past 2^32.");

    /// <summary>A failed call leaves the old filter.</summary>
    public static readonly Clause FailureChangesNothing = new(
        "filter.set.failure-changes-nothing", Strength.Must,
        "A failed call changes no decision and no slot, and leaves no allocation behind.");

    /// <summary>The struct has room for sixteen ranges.</summary>
    public static readonly Clause SixteenSlots = new(
        "filter.set.the-struct-has-sixteen-slots", Strength.Must,
        "User space can write to sixteen slots before a call, which uses them up; a seventeenth is refused.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        UnknownCall, UnreadableStruct, UnknownFlags, DenyingNothing, FailedAllocation, EmptySlotsAreSkipped,
        UnknownRangeFlags, FlaglessRange, OversizeBitmap, UnreadableBitmap, Replaces, FailureChangesNothing,
        SixteenSlots,
    ];
}
