using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Filter;

/// <summary>What a call of <c>KVM_X86_SET_MSR_FILTER</c> leaves.</summary>
public static class FilterCases
{
    private const string AsBefore = "as before";

    /// <summary>No row of the struct decided: the slots are judged.</summary>
    public static Case GoesOn { get; } = new("goes on");

    /// <summary>A slot became no range: the next one is judged.</summary>
    public static Case Skipped { get; } = new("slot skipped");

    /// <summary>A slot becomes a range: the next one is judged.</summary>
    public static Case Taken { get; } = new("slot taken");

    /// <summary>Refused, and nothing has changed.</summary>
    public static Case Refused { get; } = new("filter refused",
    [
        new(Aspect.Allocations, AsBefore, FilterClauses.FailureChangesNothing),
        new(Aspect.Slots, AsBefore, FilterClauses.FailureChangesNothing),
        new(Aspect.Decisions, AsBefore, FilterClauses.FailureChangesNothing),
    ]);

    /// <summary>
    /// Refused in the midst: the old filter is gone, and the ranges in front of the refused one stand.
    /// </summary>
    public static Case PartlySet { get; } = new("filter set in part",
    [
        new(Aspect.Allocations, "the bitmaps of the ranges in front of the refused one",
            FilterClauses.FailureChangesNothing),
        new(Aspect.Slots, "the ranges in front of the refused one", FilterClauses.FailureChangesNothing),
        new(Aspect.Decisions, "by those ranges and the new default", FilterClauses.FailureChangesNothing),
    ]);

    /// <summary>The filter is installed.</summary>
    public static Case Set { get; } = new("filter set",
    [
        new(Aspect.Allocations, "the filter, if it is one, and its bitmaps", FilterClauses.Replaces),
        new(Aspect.Slots, "its ranges", FilterClauses.Replaces),
        new(Aspect.Decisions, "by the new filter"),
    ]);

    /// <summary>User space has written to a slot; the kernel knows nothing of it.</summary>
    public static Case Written { get; } = new("slot written");

    /// <summary>There is no slot left to write to.</summary>
    public static Case NoSlotLeft { get; } = new("no slot left");

    /// <summary>Every case, in the order of the rows.</summary>
    public static IReadOnlyList<Case> All { get; } =
        [GoesOn, Skipped, Taken, Refused, PartlySet, Set, Written, NoSlotLeft];
}
