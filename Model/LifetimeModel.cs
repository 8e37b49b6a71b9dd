using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The end of a VM, and fault injection.</summary>
internal static class LifetimeModel
{
    /// <summary>Destroys the VM; a fresh one takes its place in the same kernel.</summary>
    public static StepResult Destroy(VmState state, ReadingSet readings, out Outcome outcome)
    {
        Row<VmEnd> row = LifetimeTables.Destroy.First(new VmEnd(state.LockHeld), readings);
        VmState fresh = VmState.Fresh with
        {
            LiveAllocations = state.LiveAllocations - state.Owned(readings),
            Failure = state.Failure,
            NextEferWriteFails = state.NextEferWriteFails,
            ArgumentChanges = state.ArgumentChanges,
        };
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(fresh, row.Reasons!);
    }

    /// <summary>Arms a failure of the next allocation.</summary>
    public static StepResult FailNextAllocation(VmState state, ReadingSet readings, out Outcome outcome)
    {
        Row<VmEnd> row = LifetimeTables.FailNextAllocation.First(new VmEnd(state.LockHeld), readings);
        outcome = row.Answer.Outcome!.Value;
        AllocationFailure armed =
            state.NextAllocationFails ? AllocationFailure.ArmedBefore : AllocationFailure.Armed;
        return new StepResult(state with { Failure = armed }, row.Reasons!);
    }

    /// <summary>Arms a failure of the next write of EFER.</summary>
    public static StepResult FailNextEferWrite(VmState state, ReadingSet readings, out Outcome outcome)
    {
        Row<VmEnd> row = LifetimeTables.FailNextEferWrite.First(new VmEnd(state.LockHeld), readings);
        outcome = row.Answer.Outcome!.Value;
        return new StepResult(state with { NextEferWriteFails = true }, row.Reasons!);
    }
}
