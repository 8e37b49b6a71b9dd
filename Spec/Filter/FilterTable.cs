using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Filter;

/// <summary>
/// The rows of <c>KVM_X86_SET_MSR_FILTER</c>: those of the struct, then those of each slot in turn.
/// </summary>
public static class FilterTable
{
    private const uint Known = (uint)AccessFlags.ReadWrite;

    private static readonly Answer Fault = Answer.Of(Outcome.Error(Errno.EFAULT));
    private static readonly Answer Invalid = Answer.Of(Outcome.Error(Errno.EINVAL));
    private static readonly Answer NoMemory = Answer.Of(Outcome.Error(Errno.ENOMEM));
    private static readonly Answer UnknownNumber = Answer.Of(Outcome.Error(Errno.ENOTTY));
    private static readonly Answer Returns = Answer.Of(Outcome.Success);

    private static readonly Condition<SlotCall> HasUnknownFlags = That((SlotCall slot) => (slot.Flags & ~Known) != 0);
    private static readonly Condition<SlotCall> HasNoFlags = That((SlotCall slot) => slot.Flags == 0);

    /// <summary>What is judged of the struct.</summary>
    public static Table<FilterCall> OfTheStruct { get; } = new("The struct",
    [
        new(That((FilterCall call) => !call.IsKnown), UnknownNumber, FilterClauses.UnknownCall, FilterCases.Refused),
        new(That((FilterCall call) => call.Caller == CallerBits.Compat),
            UnknownNumber, FilterClauses.UnknownCall, FilterCases.Refused, Choice.Of(CompatCalls.Unknown)),
        new(That((FilterCall call) => call.Readable < call.Size),
            Fault, FilterClauses.UnreadableStruct, FilterCases.Refused),
        new(That((FilterCall call) => (call.Flags & ~FilterLayout.DefaultDeny) != 0),
            Invalid, FilterClauses.UnknownFlags, FilterCases.Refused, Choice.Of(UnknownBits.Refused)),
        new(That((FilterCall call) => call.Denies && call.AllEmpty),
            Invalid, FilterClauses.DenyingNothing, FilterCases.Refused, Choice.Of(DenyingNothing.Refused)),
        new(That((FilterCall call) => call.AllocationFails),
            NoMemory, FilterClauses.FailedAllocation, FilterCases.Refused, Choice.Of(FilterInstallation.Whole)),
        new(null, new Answer("goes on to the slots, the first one first"), null, FilterCases.GoesOn),
    ]);

    /// <summary>What is judged of one slot.</summary>
    public static Table<SlotCall> OfASlot { get; } = new("A slot; the first one that is refused decides",
    [
        new(That((SlotCall slot) => slot.Count == 0),
            new Answer("is skipped"), FilterClauses.EmptySlotsAreSkipped, FilterCases.Skipped),
        new(HasUnknownFlags, Invalid, FilterClauses.UnknownRangeFlags, FilterCases.Refused,
            Choice.Of(RangeFlagsCheck.BeforeTheCopy)),
        new(HasNoFlags, Invalid, FilterClauses.FlaglessRange, FilterCases.Refused,
            Choice.Of(RangeFlagsCheck.BeforeTheCopy)),
        new(That((SlotCall slot) => slot.BitmapSize > FilterLayout.MaxBitmapSize),
            Invalid, FilterClauses.OversizeBitmap, FilterCases.Refused),
        new(That((SlotCall slot) => slot.AllocationFails),
            NoMemory, FilterClauses.FailedAllocation, FilterCases.Refused),
        new(That((SlotCall slot) => slot.Readable < slot.BitmapSize),
            Fault, FilterClauses.UnreadableBitmap, FilterCases.Refused),
        new(HasUnknownFlags, Invalid, FilterClauses.UnknownRangeFlags, FilterCases.Refused,
            Choice.Of(RangeFlagsCheck.BehindTheCopy)),
        new(HasNoFlags, Invalid, FilterClauses.FlaglessRange, FilterCases.Refused,
            Choice.Of(RangeFlagsCheck.BehindTheCopy)),
        new(null, new Answer("becomes a range"), null, FilterCases.Taken),
    ]);

    /// <summary>What becomes of a call whose slots are all skipped or taken.</summary>
    public static Table<FilterCall> WhenAllAreTaken { get; } = new("No slot is refused",
    [
        new(That((FilterCall call) => call.HasEmptySlots),
            Returns, FilterClauses.EmptySlotsAreSkipped, FilterCases.Set),
        new(null, Returns, FilterClauses.Replaces, FilterCases.Set),
    ]);

    /// <summary>User space writes to the next slot, before the call.</summary>
    public static Table<SlotsWritten> Write { get; } = new("User space writes to the next slot of the struct",
    [
        new(That((SlotsWritten argument) => argument.Count == FilterLayout.Slots),
            Answer.Of(Outcome.Refused(RefusalReason.NoSlotLeft)), FilterClauses.SixteenSlots, FilterCases.NoSlotLeft),
        new(null, Returns, FilterClauses.SixteenSlots, FilterCases.Written),
    ]);
}
