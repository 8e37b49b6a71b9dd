using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_ADD_MSR_ALLOWLIST</c>: validation, then the effect of the row that decides.</summary>
public static class AllowlistModel
{
    /// <summary>Carries out the ioctl.</summary>
    public static StepResult Add(VmState state, UserBuffer argument, ReadingSet readings)
    {
        AllowlistRules.Judgement? refusal =
            AllowlistRules.JudgeArgument(argument, state.NextAllocationFails, readings);
        VmState after = state.NextAllocationFails && Allocates(argument)
            ? state with { NextAllocationFails = false }
            : state;
        if (refusal is { } judgement)
        {
            return Refuse(after, judgement, readings);
        }

        AllowlistRange range = AllowlistRules.RangeOf(argument);
        int copies = range.Bitmap.IsEmpty ? 0 : 1;
        if (state.LockHeld)
        {
            VmState waiting = after with { LiveAllocations = after.LiveAllocations + copies };
            return new StepResult(waiting, Outcome.Blocked, AllowlistClauses.NeverBlocks);
        }

        AllowlistRules.Judgement ruling = AllowlistRules.JudgeUnderLock(range, after.Slots, readings);
        if (ruling.Errno is { } errno)
        {
            VmState refused = readings.LockOnRejection == LockOnRejection.Kept ? after with { LockHeld = true } : after;
            return new StepResult(
                refused, Outcome.Error(errno), ruling.Clause, AllowlistClauses.FailureChangesNothing);
        }

        VmState stored = after with
        {
            Slots = after.Slots.Add(range),
            LiveAllocations = after.LiveAllocations + copies,
        };
        return new StepResult(stored, Outcome.Success, ruling.Clause);
    }

    /// <summary>
    /// Whether the call gets as far as an allocation of at least one byte, which uses up an armed failure.
    /// </summary>
    private static bool Allocates(UserBuffer argument) =>
        argument.HasHeader && argument.Header.BitmapSize is > 0 and <= AllowlistLayout.MaxBitmapSize;

    private static StepResult Refuse(VmState after, AllowlistRules.Judgement judgement, ReadingSet readings)
    {
        bool copyFailed = judgement.Clause == AllowlistClauses.FailedAllocation
            || judgement.Clause == AllowlistClauses.UnreadableBitmap;
        Outcome outcome = copyFailed && readings.FailedCopy == FailedCopy.FreesTheErrorPointer
            ? Outcome.Oops(OopsKind.FreeOfErrorPointer)
            : Outcome.Error(judgement.Errno!.Value);
        Clause consequence = copyFailed
            ? AllowlistClauses.FailedCopyFreesNothing
            : AllowlistClauses.FailureChangesNothing;
        return new StepResult(after, outcome, judgement.Clause, consequence);
    }
}
