using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Lifetime;

/// <summary>The end of a VM, and fault injection.</summary>
public static class LifetimeTables
{
    /// <summary>The last reference to the VM is dropped.</summary>
    public static Table<VmEnd> Destroy { get; } = new("The VM is destroyed",
    [
        new(That((VmEnd vm) => vm.LockHeld),
            Answer.Of(Outcome.Blocked), AllowlistClauses.NeverBlocks, LifetimeCases.Waiting),
        new(null, Answer.Of(Outcome.Destroyed(leaked: 0)), LifetimeClauses.DestroyFreesAll, LifetimeCases.Destroyed),
    ]);

    /// <summary>A failing allocation is injected.</summary>
    public static Table<VmEnd> FailNextAllocation { get; } = new("A failing allocation is armed",
    [
        new(null, Answer.Of(Outcome.Success), LifetimeClauses.FaultInjection, LifetimeCases.Armed),
    ]);

    /// <summary>A failing handler of EFER is injected.</summary>
    public static Table<VmEnd> FailNextEferWrite { get; } = new("A failing write of EFER is armed",
    [
        new(null, Answer.Of(Outcome.Success), LifetimeClauses.HandlerInjection, LifetimeCases.Armed),
    ]);
}
