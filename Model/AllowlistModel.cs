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
        VmState after = Allocates(argument) ? state with { NextAllocationFails = false } : state;
        if (refusal is { } judgement)
        {
            return Refuse(after, judgement, readings);
        }

        AllowlistRange range = AllowlistRules.RangeOf(argument);
        int copies = range.Bitmap.IsEmpty ? 0 : 1;
        if (state.LockHeld)
        {
            VmState waiting = after with { LostAllocations = after.LostAllocations + copies };
            return new StepResult(waiting, Outcome.Blocked, AllowlistClauses.NeverBlocks);
        }

        AllowlistRules.Judgement ruling = AllowlistRules.JudgeUnderLock(range, after.Slots, readings);
        if (ruling.Errno is { } errno)
        {
            bool kept = readings.LockOnRejection == LockOnRejection.Kept;
            return new StepResult(
                after with { LockHeld = kept }, Outcome.Error(errno), ruling.Clause,
                AllowlistClauses.FailureChangesNothing);
        }

        return new StepResult(after with { Slots = after.Slots.Add(range) }, Outcome.Success, ruling.Clause);
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
