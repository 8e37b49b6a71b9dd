using System.Diagnostics;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary><c>KVM_ADD_MSR_ALLOWLIST</c>: the row that decides, and what it leaves.</summary>
internal static class AllowlistModel
{
    private static readonly Reasons ReadOnce = new(AllowlistClauses.ArgumentIsReadOnce, AllowlistCases.Changed);

    /// <summary>
    /// Carries out the ioctl. What another thread writes to the argument meanwhile changes nothing; whoever takes
    /// notice of it breaks the clause that says so.
    /// </summary>
    public static StepResult Add(VmState state, UserBuffer argument, ReadingSet readings, out Outcome outcome) =>
        state.ArgumentChanges
            ? new StepResult(
                AddUnchanged(state with { ArgumentChanges = false }, argument, readings, out outcome).State, ReadOnce)
            : AddUnchanged(state, argument, readings, out outcome);

    /// <summary>Arms a change of the next argument.</summary>
    public static StepResult ChangeArgument(VmState state, out Outcome outcome)
    {
        Row<AllowlistCall> row = AllowlistTable.ChangeArgument.Rows[0];
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(state with { ArgumentChanges = true }, row.Reasons!);
    }

    /// <summary>Carries out the ioctl; if it allocates, an armed failure is used up.</summary>
    private static StepResult AddUnchanged(
        VmState state, UserBuffer argument, ReadingSet readings, out Outcome outcome)
    {
        Row<AllowlistCall> row = FastArgument.Judge(argument, state.NextAllocationFails, readings);
        bool allocates = readings.Interface == Interface.Allowlist && AllowlistTable.Allocates(argument, readings);
        VmState disarmed = state.NextAllocationFails && allocates
            ? state with { Failure = AllocationFailure.Hit }
            : state;
        if (row.Case != AllowlistCases.GoesOn)
        {
            outcome = row.Answer.Outcome!.Value;
            return new StepResult(disarmed, Why(state, row));
        }

        AllowlistRange range = AllowlistRange.Of(argument, readings);
        row = FastTable.Judge(range, argument.Header.Pad, state.LockHeld, state.Slots, readings);
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(After(disarmed, range, row.Case), row.Reasons!);
    }

    /// <summary>An armed failure that other commands should have left alone has a clause of its own.</summary>
    private static Reasons Why(VmState state, Row<AllowlistCall> row) =>
        row.Clause == AllowlistClauses.FailedAllocation && state.Failure == AllocationFailure.ArmedBefore
            ? ReasonTable.Of(LifetimeClauses.FaultInjection, row.Case)
            : row.Reasons!;

    private static VmState After(VmState state, in AllowlistRange range, Case left)
    {
        int copies = range.Bitmap.IsEmpty ? 0 : 1;
        if (left == AllowlistCases.Stored)
        {
            return state with { Slots = state.Slots.Add(range), LiveAllocations = state.LiveAllocations + copies };
        }

        return left == AllowlistCases.Waiting ? state with { LiveAllocations = state.LiveAllocations + copies }
            : left == AllowlistCases.FullKeepingTheLock || left == AllowlistCases.OverlappingKeepingTheLock
                ? state with { LockHeld = true }
            : left == AllowlistCases.Full || left == AllowlistCases.Overlapping ? state
            : throw new UnreachableException(left.Name);
    }
}
