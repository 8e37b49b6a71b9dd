using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Lifetime;

namespace MsrSpec.Spec.Contents;

/// <summary>The clauses that stand in every case which does not say otherwise.</summary>
public static class Standing
{
    /// <summary>What always holds, an aspect a line.</summary>
    public static IReadOnlyList<Effect> Effects { get; } =
    [
        new(Aspect.Answers, "every command is answered", LifetimeClauses.MachineAnswers),
        new(Aspect.Returns, "every call does", AllowlistClauses.NeverBlocks),
        new(Aspect.Survives, "every call is survived", LifetimeClauses.KernelSurvives),
        new(Aspect.Locking, "the list is judged and changed only while the call holds the lock, which it takes once",
            AllowlistClauses.ChangesUnderTheLock),
        new(Aspect.UnderTheLock, "neither allocates nor copies from user memory", AllowlistClauses.ShortLock),
        new(Aspect.LockTakers, "only a call that adds a range or sets a filter, and the VM's end",
            LifetimeClauses.LockTakers),
        new(Aspect.ArgumentReads, "each byte at most once", AllowlistClauses.ArgumentIsReadOnce),
        new(Aspect.ReadExtent, "the header's and the bitmap's bytes alone", AllowlistClauses.NothingElseIsRead),
        new(Aspect.Index, "ECX and no other bit of RCX, which is kept", GuestAccessClauses.IndexIsEcx),
        new(Aspect.ModeBits, "LME and LMA of EFER as user space set them", GuestAccessClauses.ModeSetsEfer),
        new(Aspect.Presence, "the MSRs of the table, readable as it says", ExitClauses.HostReads),
        new(Aspect.Msr, "as before", GuestAccessClauses.OnlyWritesChange),
        new(Aspect.Time, "the time-stamp counter as it was last written", GuestAccessClauses.TimeStandsStill),
        new(Aspect.OtherVcpu, "registers and MSRs of the vCPU that the command does not name, as before",
            GuestAccessClauses.VcpusAreSeparate),
        new(Aspect.Lock, "free", LifetimeClauses.LockFreeAtRest),
        new(Aspect.Allocations, "the bitmaps of stored ranges, and a filter that is made whole",
            LifetimeClauses.OneAllocationPerRange),
    ];

    /// <summary>The clause that stands for an aspect, or null.</summary>
    public static Clause? Of(Aspect aspect) => Effects.FirstOrDefault(effect => effect.Aspect == aspect)?.Clause;
}
