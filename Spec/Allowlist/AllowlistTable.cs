using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Allowlist;

/// <summary>
/// The rows of <c>KVM_ADD_MSR_ALLOWLIST</c> in the order of the posted code. Those of the argument are judged before
/// the VM's lock is taken, those of the table under it.
/// </summary>
public static class AllowlistTable
{
    private const uint Known = (uint)AccessFlags.ReadWrite;

    private static readonly Answer Fault = Answer.Of(Outcome.Error(Errno.EFAULT));
    private static readonly Answer Invalid = Answer.Of(Outcome.Error(Errno.EINVAL));
    private static readonly Answer NoMemory = Answer.Of(Outcome.Error(Errno.ENOMEM));
    private static readonly Answer TooMany = Answer.Of(Outcome.Error(Errno.E2BIG));
    private static readonly Answer FreesAnError = Answer.Of(Outcome.Oops(OopsKind.FreeOfErrorPointer));
    private static readonly Answer Waits = Answer.Of(Outcome.Blocked);
    private static readonly Answer Returns = Answer.Of(Outcome.Success);

    private static readonly Condition<AllowlistCall> CannotAllocate =
        That((AllowlistCall call) => call.AllocationFails && call.BitmapSize > 0);

    private static readonly Condition<AllowlistCall> CannotCopy =
        That((AllowlistCall call) => call.Readable < AllowlistLayout.HeaderSize + call.BitmapSize);

    private static readonly Condition<AllowlistCall> IsFull =
        That((AllowlistCall call) => call.Stored.Length >= AllowlistLayout.Slots);

    private static readonly Condition<AllowlistCall> Overlaps = OfSome(
        (AllowlistCall call) => call.Stored,
        (call, stored) => Ranges.Overlap(call.Range, stored, call.Readings));

    /// <summary>What is judged of the argument, before the lock is taken; nothing of the VM matters to it.</summary>
    public static Table<AllowlistCall> OfTheArgument { get; } = new("The argument, before the lock is taken",
    [
        new(null, Answer.Of(Outcome.Error(Errno.ENOTTY)), AllowlistClauses.UnknownCall, AllowlistCases.Refused,
            Choice.Of(Interface.Filter)),
        new(That((AllowlistCall call) => call.Readable < AllowlistLayout.HeaderSize),
            Fault, AllowlistClauses.UnreadableHeader, AllowlistCases.Refused),
        new(That((AllowlistCall call) => call.BitmapSize > AllowlistLayout.MaxBitmapSize),
            Invalid, AllowlistClauses.OversizeBitmap, AllowlistCases.Refused),
        new(CannotAllocate, FreesAnError, AllowlistClauses.FailedCopyFreesNothing, AllowlistCases.CopyFailedWithOops,
            Choice.Of(FailedCopy.FreesTheErrorPointer)),
        new(CannotAllocate, NoMemory, AllowlistClauses.FailedAllocation, AllowlistCases.CopyFailed),
        new(CannotCopy, FreesAnError, AllowlistClauses.FailedCopyFreesNothing, AllowlistCases.CopyFailedWithOops,
            Choice.Of(FailedCopy.FreesTheErrorPointer)),
        new(CannotCopy, Fault, AllowlistClauses.UnreadableBitmap, AllowlistCases.CopyFailed),
        new(That((AllowlistCall call) => (call.Flags & ~Known) != 0),
            Invalid, AllowlistClauses.UnknownFlags, AllowlistCases.Refused),
        new(That((AllowlistCall call) => call.Flags == 0),
            Invalid, AllowlistClauses.FlaglessRange, AllowlistCases.Refused, Choice.Of(FlaglessRange.Refused)),
        new(That((AllowlistCall call) => call.Count == 0),
            Invalid, AllowlistClauses.EmptyRange, AllowlistCases.Refused, Choice.Of(EmptyRange.Refused)),
        new(That((AllowlistCall call) => call.Sum > Ranges.Top),
            Invalid, AllowlistClauses.EndPastTheTop, AllowlistCases.Refused, Choice.Of(EndPastTheTop.Refused)),
        new(That((AllowlistCall call) => call.Pad != 0),
            Invalid, AllowlistClauses.PadIsZero, AllowlistCases.Refused, Choice.Of(PadWord.MustBeZero)),
        new(null, new Answer("goes on to the next table"), null, AllowlistCases.GoesOn),
    ]);

    /// <summary>What is judged of the VM's table, under the lock.</summary>
    public static Table<AllowlistCall> UnderTheLock { get; } = new("The VM's table, under the lock",
    [
        new(That((AllowlistCall call) => call.LockHeld), Waits, AllowlistClauses.NeverBlocks, AllowlistCases.Waiting),
        new(IsFull, TooMany, AllowlistClauses.FullTable, AllowlistCases.FullKeepingTheLock,
            Choice.Of(LockOnRejection.Kept)),
        new(IsFull, TooMany, AllowlistClauses.FullTable, AllowlistCases.Full),
        new(Overlaps, Invalid, AllowlistClauses.Overlap, AllowlistCases.OverlappingKeepingTheLock,
            Choice.Of(LockOnRejection.Kept)),
        new(Overlaps, Invalid, AllowlistClauses.Overlap, AllowlistCases.Overlapping),
        new(That((AllowlistCall call) => call.Sum == Ranges.Top),
            Returns, AllowlistClauses.EndAtTheTop, AllowlistCases.Stored),
        new(That((AllowlistCall call) => call.Pad != 0), Returns, AllowlistClauses.PadIsIgnored, AllowlistCases.Stored),
        new(null, Returns, AllowlistClauses.Accepted, AllowlistCases.Stored),
    ]);

    /// <summary>Another thread is going to write to the argument of the next call while that runs.</summary>
    public static Table<AllowlistCall> ChangeArgument { get; } = new("A change of the next argument is armed",
    [
        new(null, Returns, AllowlistClauses.ArgumentIsReadOnce, AllowlistCases.Armed),
    ]);

    /// <summary>
    /// Whether a call gets as far as an allocation of at least one byte, which uses up an armed failure: the first two
    /// rows do not hold, and the bitmap is not empty.
    /// </summary>
    public static bool Allocates(UserBuffer argument, ReadingSet readings) =>
        argument.HasHeader && argument.Header.BitmapSizeIn(readings) is > 0 and <= AllowlistLayout.MaxBitmapSize;

    /// <summary>The row that decides, of either table.</summary>
    public static Row<AllowlistCall> Judge(AllowlistCall call)
    {
        Row<AllowlistCall> row = OfTheArgument.First(call, call.Readings);
        return row.Case == AllowlistCases.GoesOn ? UnderTheLock.First(call, call.Readings) : row;
    }
}
