using MsrSpec.Spec.Abi;
using static MsrSpec.Implementation.Mutants.AddStep;

namespace MsrSpec.Implementation.Mutants;

/// <summary>The VM's lock: not taken, not released, taken too late, too early or by the wrong one.</summary>
internal static class LockingMutants
{
    private const string Family = "locking";

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        KeptLock("lock-kept-when-full", Errno.E2BIG,
            "The VM's lock stays taken when the table is full, as in the posted patch."),
        KeptLock("lock-kept-on-overlap", Errno.EINVAL,
            "The VM's lock stays taken when the range overlaps, as in the posted patch (found in its review)."),
        Order("range-stored-without-the-lock",
            [Decode, JudgeSlots, JudgeOverlap, Store, Publish],
            "The call does not take the VM's lock: two calls at once can take the same slot."),
        Order("lock-released-before-the-range-is-stored",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, ReleaseLock, Store, Publish],
            "The call takes the VM's lock, and releases it before it stores the range."),
        Order("range-decides-after-the-lock",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, Store, ReleaseLock, Publish],
            "What the new range decides is published when the VM's lock is released already: the later of two calls "
            + "can be forgotten."),
        Order("slots-judged-before-the-lock",
            [Decode, JudgeSlots, TakeLock, JudgeOverlap, Store, Publish, ReleaseLock],
            "The call looks for a free slot before it takes the VM's lock: two calls can find the last one."),
        Order("table-judged-before-the-lock",
            [Decode, JudgeSlots, JudgeOverlap, TakeLock, Store, Publish, ReleaseLock],
            "The call takes the VM's lock for storing alone: two calls at once can overlap each other."),
        Order("range-stored-in-what-readers-see",
            [Decode, JudgeSlotsUnlocked, JudgeOverlapUnlocked, StoreUnlocked, PublishUnlocked],
            "The call takes no lock, and judges and changes what whoever takes none may look at."),
        Order("slots-judged-in-what-readers-see",
            [Decode, JudgeSlotsUnlocked, TakeLock, JudgeOverlap, Store, Publish, ReleaseLock],
            "The call looks for a free slot in what whoever takes no lock sees, before it takes the VM's lock."),
        Order("table-begun-anew-after-the-lock",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, Store, ReleaseLock, PublishUnlocked],
            "The call replaces what decides as if the list began anew, when the VM's lock is released already."),
        Order("lock-taken-twice",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, ReleaseLock, TakeLock, Store, Publish, ReleaseLock],
            "The call releases the VM's lock between judging and storing, and takes it again."),
        Order("argument-copied-under-the-lock",
            [TakeLock, Decode, JudgeSlots, JudgeOverlap, Store, Publish, ReleaseLock],
            "The call takes the VM's lock first, and copies its argument under it."),
        Order("lock-released-twice",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, Store, Publish, ReleaseLock, ReleaseLock],
            "The call releases the VM's lock twice."),
        Order("bitmap-copied-under-the-lock",
            [Decode, TakeLock, JudgeSlots, JudgeOverlap, CopyAgain, Store, Publish, ReleaseLock],
            "The call copies its bitmap once more, and allocates memory for that under the VM's lock."),
        new("access-takes-the-lock", Family,
            "An access of the guest takes the VM's lock to look at the list.",
            () => MutantParts.Lists(() => new() { Lookup = LookUpUnderLock })),
    ];

    private static Mutant Order(string name, IReadOnlyList<AddStep> steps, string defect) =>
        new(name, Family, defect, () => MutantParts.Stepwise(kernel => new(kernel) { Steps = steps }));

    private static Mutant KeptLock(string name, Errno refusal, string defect) =>
        new(name, Family, defect, () => MutantParts.Stepwise(kernel => new(kernel) { KeepsTheLock = refusal }));

    private static bool LookUpUnderLock(ListMutant list, uint index, AccessFlags type)
    {
        bool locked = list.Kernel.VmLock.Lock();
        bool allowed = list.Sound.Allows(index, type);
        if (locked)
        {
            _ = list.Kernel.VmLock.Unlock();
        }

        return allowed;
    }
}
