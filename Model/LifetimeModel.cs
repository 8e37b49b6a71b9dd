using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The end of a VM, and fault injection.</summary>
public static class LifetimeModel
{
    /// <summary>
    /// Destroys the VM. The bitmaps are freed first; then teardown takes the VM's lock to drop the vCPUs, and waits for
    /// ever if a call has kept it. Allocations of calls that wait for ever stay live in the kernel.
    /// </summary>
    public static StepResult Destroy(VmState state)
    {
        VmState fresh = VmState.Fresh with
        {
            LiveAllocations = state.LiveAllocations - state.OwnedAllocations,
            NextAllocationFails = state.NextAllocationFails,
        };
        return state.LockHeld
            ? new StepResult(fresh, Outcome.Blocked, AllowlistClauses.NeverBlocks)
            : new StepResult(
                fresh, Outcome.Destroyed(leaked: 0), LifetimeClauses.DestroyFreesAll,
                LifetimeClauses.FreshVmIsUnguarded);
    }

    /// <summary>Arms a failure.</summary>
    public static StepResult FailNextAllocation(VmState state) =>
        new(state with { NextAllocationFails = true }, Outcome.Success, LifetimeClauses.FaultInjection);
}
