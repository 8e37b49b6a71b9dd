using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Lifetime;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 5: what a VM owns, and its end.</summary>
internal static class LifetimeChapter
{
    public static Chapter Chapter { get; } = new(
        "Lifetime",
        "A fresh VM has no range, two vCPUs with every MSR at its reset value (only vCPU 0 is the bootstrap "
        + "processor), no pending exit, and deflection off. The kernel's allocations outlive it if nobody frees "
        + "them. Fault injection is part of the language, so that the failure of an allocation, or of a write of "
        + "EFER in the kernel, can be asked about.",
        [],
        [new("LockHeld", "an earlier call returned with kvm->lock held")],
        [LifetimeTables.Destroy, LifetimeTables.FailNextAllocation, LifetimeTables.FailNextEferWrite],
        [.. LifetimeCases.All],
        [
            "Teardown frees the bitmaps first, then takes kvm->lock to drop the vCPUs. It waits for ever if a call has "
            + "kept the lock; the bitmaps are freed by then. The guest runs no more: what follows is a fresh VM.",
            "Allocations of calls that wait for ever stay live in the kernel.",
        ],
        LifetimeClauses.All);
}
