using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Allowlist;

/// <summary>What a call of <c>KVM_ADD_MSR_ALLOWLIST</c> leaves.</summary>
public static class AllowlistCases
{
    private const string AsBefore = "as before";
    private const string AsRead = "as of what was read first";

    /// <summary>No row of the argument decided: nothing has happened yet.</summary>
    public static Case GoesOn { get; } = new("goes on");

    /// <summary>Refused before the lock is taken.</summary>
    public static Case Refused { get; } = new("refused", [.. Atomic(AllowlistClauses.FailureChangesNothing)]);

    /// <summary>The copy of the bitmap failed; nothing is freed.</summary>
    public static Case CopyFailed { get; } = new("copy failed",
    [
        new(Aspect.Survives, "yes", AllowlistClauses.FailedCopyFreesNothing),
        new(Aspect.Allocations, AsBefore, AllowlistClauses.FailedCopyFreesNothing),
        new(Aspect.Slots, AsBefore, AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The copy of the bitmap failed, and what stands in its place is freed.</summary>
    public static Case CopyFailedWithOops { get; } = new("copy failed, oops",
    [
        new(Aspect.Survives, "no: an error pointer is freed", AllowlistClauses.FailedCopyFreesNothing),
        new(Aspect.Allocations, AsBefore, AllowlistClauses.FailedCopyFreesNothing),
        new(Aspect.Slots, AsBefore, AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The lock was kept before and is never released: the copy stays allocated.</summary>
    public static Case Waiting { get; } = new("call waits for ever",
        new Effect(Aspect.Allocations, "one more if nmsrs > 0", AllowlistClauses.NeverBlocks));

    /// <summary>The table is full; the lock is released.</summary>
    public static Case Full { get; } = new("table full",
    [
        new(Aspect.Lock, "released", AllowlistClauses.FullTableReleasesTheLock),
        .. Atomic(AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The table is full, and the lock is kept.</summary>
    public static Case FullKeepingTheLock { get; } = new("table full, lock kept",
    [
        new(Aspect.Lock, "kept for ever", AllowlistClauses.FullTableReleasesTheLock),
        .. Atomic(AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The ranges overlap; the lock is released.</summary>
    public static Case Overlapping { get; } = new("overlap",
    [
        new(Aspect.Lock, "released", AllowlistClauses.OverlapReleasesTheLock),
        .. Atomic(AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The ranges overlap, and the lock is kept.</summary>
    public static Case OverlappingKeepingTheLock { get; } = new("overlap, lock kept",
    [
        new(Aspect.Lock, "kept for ever", AllowlistClauses.OverlapReleasesTheLock),
        .. Atomic(AllowlistClauses.FailureChangesNothing),
    ]);

    /// <summary>The range is stored, in one more slot.</summary>
    public static Case Stored { get; } = new("stored",
    [
        new(Aspect.Slots, "one more", AllowlistClauses.Accepted),
        new(Aspect.Allocations, "one more if nmsrs > 0"),
        new(Aspect.Decisions, "with the new range"),
    ]);

    /// <summary>Another thread is going to write to the next argument.</summary>
    public static Case Armed { get; } = new("change armed");

    /// <summary>
    /// The argument has changed while the call ran: it leaves what it would have left of the words that it read first.
    /// </summary>
    public static Case Changed { get; } = new("argument changed",
    [
        new(Aspect.Survives, "yes", AllowlistClauses.ArgumentIsReadOnce),
        new(Aspect.Lock, AsRead, AllowlistClauses.ArgumentIsReadOnce),
        new(Aspect.Allocations, AsRead, AllowlistClauses.ArgumentIsReadOnce),
        new(Aspect.Slots, AsRead, AllowlistClauses.ArgumentIsReadOnce),
        new(Aspect.Decisions, AsRead, AllowlistClauses.ArgumentIsReadOnce),
    ]);

    /// <summary>Every case, in the order of the rows.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        GoesOn, Refused, CopyFailedWithOops, CopyFailed, Waiting, FullKeepingTheLock, Full, OverlappingKeepingTheLock,
        Overlapping, Stored, Armed, Changed,
    ];

    private static Effect[] Atomic(Clause clause) =>
        [new(Aspect.Allocations, AsBefore, clause), new(Aspect.Slots, AsBefore, clause)];
}
