using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Allowlist;

/// <summary>
/// The clauses of <c>KVM_ADD_MSR_ALLOWLIST</c>: layout, validation in order, effect, and what a failed call leaves.
/// Their source is the posted patch (its documentation and its code), as the sound dialect repairs it.
/// </summary>
public static class AllowlistClauses
{
    /// <summary>A kernel that has the filter does not know the allowlist's ioctl.</summary>
    public static readonly Clause UnknownCall = new(
        "allowlist.add.an-unknown-call-is-ENOTTY", Strength.Must,
        "A kernel whose interface is the filter fails the call with ENOTTY.");

    /// <summary>A header that cannot be read whole is EFAULT.</summary>
    public static readonly Clause UnreadableHeader = new(
        "allowlist.add.unreadable-header-is-EFAULT", Strength.Must,
        "If any of the 16 header bytes cannot be read, the call fails with EFAULT.");

    /// <summary>A bitmap of more than 0x600 bytes is EINVAL and not read.</summary>
    public static readonly Clause OversizeBitmap = new(
        "allowlist.add.oversize-bitmap-is-EINVAL", Strength.Must,
        "If the bitmap, rounded up to whole 64-bit longs, exceeds 0x600 bytes (0x3000 MSRs), the call fails "
        + "with EINVAL before anything is allocated or read behind the header.");

    /// <summary>No memory for the copy of the bitmap is ENOMEM.</summary>
    public static readonly Clause FailedAllocation = new(
        "allowlist.add.failed-allocation-is-ENOMEM", Strength.Must,
        "If the copy of the bitmap cannot be allocated, the call fails with ENOMEM.");

    /// <summary>A bitmap that cannot be read whole is EFAULT.</summary>
    public static readonly Clause UnreadableBitmap = new(
        "allowlist.add.unreadable-bitmap-is-EFAULT", Strength.Must,
        "If any byte of the bitmap, rounded up to whole 64-bit longs, cannot be read, the call fails with "
        + "EFAULT.");

    /// <summary>A call that got no copy of its bitmap has nothing to free.</summary>
    public static readonly Clause FailedCopyFreesNothing = new(
        "allowlist.add.failed-copy-frees-nothing", Strength.Must,
        "A call whose copy of the bitmap failed owns no copy and frees none.");

    /// <summary>A flag other than read and write is EINVAL.</summary>
    public static readonly Clause UnknownFlags = new(
        "allowlist.add.unknown-flags-are-EINVAL", Strength.Must,
        "If flags has a bit other than read and write, the call fails with EINVAL.");

    /// <summary>A range without flags is EINVAL.</summary>
    public static readonly Clause FlaglessRange = new(
        "allowlist.add.flagless-range-is-EINVAL", Strength.Must,
        "If flags is zero, the call fails with EINVAL, judged where unknown flags are judged.");

    /// <summary>A range without MSRs is EINVAL.</summary>
    public static readonly Clause EmptyRange = new(
        "allowlist.add.empty-range-is-EINVAL", Strength.Must,
        "If nmsrs is zero, the call fails with EINVAL, judged where unknown flags are judged.");

    /// <summary>A range that ends past 2^32 is EINVAL.</summary>
    public static readonly Clause EndPastTheTop = new(
        "allowlist.add.end-past-the-top-is-EINVAL", Strength.Must,
        "If base + nmsrs exceeds 2^32, the call fails with EINVAL, judged where unknown flags are judged.");

    /// <summary>A range may end exactly at 2^32.</summary>
    public static readonly Clause EndAtTheTop = new(
        "allowlist.add.end-at-the-top-is-accepted", Strength.Must,
        "A range with base + nmsrs equal to 2^32 is accepted and matched up to MSR 0xffffffff.");

    /// <summary>No value of the pad word matters.</summary>
    public static readonly Clause PadIsIgnored = new(
        "allowlist.add.pad-is-ignored", Strength.Silent,
        "The pad word may hold anything; no text names it and the code never looks at it.");

    /// <summary>A pad word that is not zero is EINVAL, in dialects that choose so.</summary>
    public static readonly Clause PadIsZero = new(
        "allowlist.add.nonzero-pad-is-EINVAL", Strength.Silent,
        "Where a dialect reads pad as reserved, a pad word other than zero fails with EINVAL, judged where "
        + "unknown flags are judged.");

    /// <summary>An eleventh range is E2BIG.</summary>
    public static readonly Clause FullTable = new(
        "allowlist.add.full-table-is-E2BIG", Strength.Must,
        "If ten ranges are stored already, the call fails with E2BIG.");

    /// <summary>A call refused with E2BIG does not keep the VM's lock.</summary>
    public static readonly Clause FullTableReleasesTheLock = new(
        "allowlist.add.full-table-releases-the-lock", Strength.Must,
        "A call refused because the table is full leaves the VM's lock free.");

    /// <summary>An overlap with a stored range of the same direction is EINVAL.</summary>
    public static readonly Clause Overlap = new(
        "allowlist.add.overlap-is-EINVAL", Strength.Must,
        "If the range shares an MSR and a direction with a stored range, the call fails with EINVAL.");

    /// <summary>A call refused for an overlap does not keep the VM's lock.</summary>
    public static readonly Clause OverlapReleasesTheLock = new(
        "allowlist.add.overlap-releases-the-lock", Strength.Must,
        "A call refused because of an overlap leaves the VM's lock free.");

    /// <summary>No call waits for ever unless an earlier one kept the lock.</summary>
    public static readonly Clause NeverBlocks = new(
        "allowlist.add.never-blocks-for-ever", Strength.Must,
        "A call returns; only one that keeps the lock can make the next one wait for ever.");

    /// <summary>The list is judged and changes under the VM's lock: else two calls take one slot.</summary>
    public static readonly Clause ChangesUnderTheLock = new(
        "allowlist.add.the-list-changes-under-the-lock", Strength.Must,
        "A call takes the VM's lock at most once. Only between that moment and the one at which it releases the lock "
        + "are slots and overlaps judged, and does the list change, and what it decides.");

    /// <summary>Nothing that may sleep for memory is done under the lock.</summary>
    public static readonly Clause ShortLock = new(
        "allowlist.add.nothing-is-allocated-or-copied-under-the-lock", Strength.Must,
        "While it holds the VM's lock, the call neither allocates nor copies from user memory.");

    /// <summary>Whatever is not refused is stored, with a bitmap of its own.</summary>
    public static readonly Clause Accepted = new(
        "allowlist.add.otherwise-the-range-is-stored", Strength.Must,
        "Otherwise the call returns 0, the range occupies one slot, and its bitmap is a copy that later "
        + "writes to user memory do not change.");

    /// <summary>What is written to the argument behind the kernel's read of it does not count.</summary>
    public static readonly Clause ArgumentIsReadOnce = new(
        "allowlist.add.the-argument-is-read-once", Strength.Must,
        "Each byte of the argument is read at most once: what another thread writes to it after that changes nothing "
        + "of the call.");

    /// <summary>What lies behind the argument is nobody's to look at.</summary>
    public static readonly Clause NothingElseIsRead = new(
        "allowlist.add.nothing-behind-the-argument-is-read", Strength.Must,
        "The call reads the header and the bitmap, rounded up to whole 64-bit longs: no byte behind them, whether it "
        + "can be read or not.");

    /// <summary>A failed call leaves list, lock and memory as they were.</summary>
    public static readonly Clause FailureChangesNothing = new(
        "allowlist.add.failure-changes-nothing", Strength.Must,
        "A failed call changes no decision, no slot and no lock, and leaves no allocation behind.");

    /// <summary>The clauses in the document's order.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        UnknownCall, UnreadableHeader, OversizeBitmap, FailedAllocation, UnreadableBitmap, FailedCopyFreesNothing,
        UnknownFlags, FlaglessRange, EmptyRange, EndPastTheTop, PadIsIgnored, PadIsZero,
        FullTable, FullTableReleasesTheLock, Overlap, OverlapReleasesTheLock, NeverBlocks, ChangesUnderTheLock,
        ShortLock, Accepted, EndAtTheTop, FailureChangesNothing, ArgumentIsReadOnce,
        NothingElseIsRead,
    ];
}
