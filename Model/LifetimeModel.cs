using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>The end of a VM, and fault injection.</summary>
internal static class LifetimeModel
{
    /// <summary>Destroys the VM; a fresh one takes its place in the same kernel.</summary>
    public static StepResult Destroy(VmState state, ReadingSet readings)
    {
        Row<VmEnd> row = LifetimeTables.Destroy.First(new VmEnd(state.LockHeld), readings);
        VmState fresh = VmState.Fresh with
        {
            LiveAllocations = state.LiveAllocations - state.OwnedAllocations,
            NextAllocationFails = state.NextAllocationFails,
        };
        return new StepResult(fresh, row.Answer.Outcome!.Value, row.Reasons!);
    }

    /// <summary>Arms a failure.</summary>
    public static StepResult FailNextAllocation(VmState state, ReadingSet readings)
    {
        Row<VmEnd> row = LifetimeTables.FailNextAllocation.First(new VmEnd(state.LockHeld), readings);
        return new StepResult(
            state with { NextAllocationFails = true }, row.Answer.Outcome!.Value, row.Reasons!);
    }
}
