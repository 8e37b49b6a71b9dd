using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Lifetime;

/// <summary>What the end of a VM and fault injection leave.</summary>
public static class LifetimeCases
{
    /// <summary>The VM is gone, a fresh one takes its place.</summary>
    public static Case Destroyed { get; } = new("destroyed",
        new Effect(Aspect.Value, "0 allocations are leaked", LifetimeClauses.DestroyFreesAll),
        new Effect(Aspect.Survives, "yes", LifetimeClauses.DestroyFreesAll),
        new Effect(Aspect.Allocations, "the bitmaps are freed", LifetimeClauses.DestroyFreesAll),
        new Effect(Aspect.Locking, "the lock is taken before the vCPUs go", LifetimeClauses.LockTakers),
        new Effect(Aspect.Slots, "none", LifetimeClauses.FreshVmIsUnguarded),
        new Effect(Aspect.Deflection, "off", LifetimeClauses.FreshVmIsUnguarded),
        new Effect(Aspect.Index, "zero", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.Registers, "zero", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.Msr, "the reset value", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.ModeBits, "of EFER: clear", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.Time, "zero", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.ExitPending, "none", LifetimeClauses.FreshVcpuIsReset),
        new Effect(Aspect.OtherVcpu, "as in a fresh VM", LifetimeClauses.FreshVcpuIsReset));

    /// <summary>Teardown waits for a lock that a call has kept; the bitmaps are freed by then.</summary>
    public static Case Waiting { get; } = new("teardown waits for ever",
        new Effect(Aspect.Allocations, "the bitmaps of stored ranges are freed", AllowlistClauses.NeverBlocks));

    /// <summary>A failure waits for the next allocation.</summary>
    public static Case Armed { get; } = new("armed");

    /// <summary>Every case of the chapter.</summary>
    public static IReadOnlyList<Case> All { get; } = [Destroyed, Waiting, Armed];
}
