using MsrSpec.Implementation.Mutants;
using MsrSpec.Spec.Clauses;
using static MsrSpec.Spec.Accesses.GuestAccessClauses;
using static MsrSpec.Spec.Allowlist.AllowlistClauses;
using static MsrSpec.Spec.Decisions.DecisionClauses;
using static MsrSpec.Spec.Exits.ExitClauses;
using static MsrSpec.Spec.Lifetime.LifetimeClauses;
using static MsrSpec.Spec.Mediation.MediationClauses;

namespace MsrSpec.PropertyTests.Mutants;

/// <summary>
/// Which clauses each mutant breaks: what the first divergence may be reported under without misleading the reader. A
/// defect in the order of checks breaks the clause that should have decided, whichever that is.
/// </summary>
internal static class MutantClauses
{
    private static readonly (string Name, Clause[] Clauses)[] Rows =
    [
        ("end-inclusive",               [EndIsExclusive]),
        ("start-exclusive",             [BitDecides, RangeReachesTheTop]),
        ("polarity-inverted",           [BitDecides, RangeReachesTheTop]),
        ("unmatched-allowed",           [UnmatchedIsDenied, DirectionsAreIndependent, EndIsExclusive]),
        ("write-judged-as-read",        [DirectionsAreIndependent, BitDecides, EndIsExclusive, RangeReachesTheTop]),
        ("flags-ignored",               [DirectionsAreIndependent, EndIsExclusive]),
        ("x2apic-exempt",               [UnmatchedIsDenied, BitDecides, DirectionsAreIndependent, EndIsExclusive]),
        ("top-index-denied",            [RangeReachesTheTop]),
        ("bit-63-dropped",              [BitDecides, RangeReachesTheTop]),
        ("tenth-range-ignored",         [BitDecides, RangeReachesTheTop]),
        ("stale-table",                 [UnmatchedIsDenied, BitDecides, RangeReachesTheTop, EndIsExclusive]),
        ("no-list-denies",              [NoListAllowsAll]),
        ("high-index-bit-ignored",      [BitDecides, RangeReachesTheTop, UnmatchedIsDenied]),
        ("later-range-replaces",        [BitDecides, RangeReachesTheTop]),
        ("index-bit-21-folded",         [UnmatchedIsDenied, BitDecides, DirectionsAreIndependent, EndIsExclusive]),
        ("paravirtual-exempt",          [UnmatchedIsDenied, BitDecides, DirectionsAreIndependent, EndIsExclusive]),
        ("vmx-capabilities-denied",     [BitDecides]),
        ("twentieth-page-denied",       [BitDecides, RangeReachesTheTop]),
        ("range-lost-without-a-lookup", [BitDecides]),

        ("flags-before-copy",           [FailedAllocation, UnreadableBitmap]),
        ("full-before-flags",           [UnknownFlags, FlaglessRange, EmptyRange, EndPastTheTop]),
        ("overlap-before-full",         [FullTable]),
        ("limit-is-0x2fff",             [Accepted, FailedAllocation, UnreadableBitmap, FullTable]),
        ("limit-is-one-long-too-large", [OversizeBitmap]),
        ("byte-rounded-bitmap",         [UnreadableBitmap]),
        ("short-header",                [UnreadableHeader]),
        ("unknown-flag-accepted",       [UnknownFlags]),
        ("unknown-flag-5-accepted",     [UnknownFlags]),
        ("pad-checked",                 [PadIsIgnored, FullTable]),
        ("pad-0x80-refused",            [PadIsIgnored, FullTable]),
        ("nine-slots",                  [FullTable]),
        ("overlap-ignores-direction",   [Accepted, EndAtTheTop]),
        ("touching-is-overlap",         [Accepted, EndAtTheTop]),
        ("past-the-top-accepted",       [EndPastTheTop]),
        ("end-at-the-top-refused",      [EndAtTheTop, FullTable]),
        ("empty-range-accepted",        [EmptyRange]),
        ("flagless-range-accepted",     [FlaglessRange]),
        ("failed-allocation-is-EFAULT", [FailedAllocation]),
        ("unreadable-bitmap-is-EINVAL", [UnreadableBitmap]),
        ("overlap-accepted",            [Overlap]),

        ("leak-on-overlap",             [FailureChangesNothing]),
        ("leak-on-bad-flags",           [FailureChangesNothing]),
        ("teardown-leaks-one",          [DestroyFreesAll]),
        ("failed-call-takes-a-slot",    [FailureChangesNothing]),
        ("refusal-arms-the-list",       [FailureChangesNothing, NoListAllowsAll]),
        ("refusal-disarms-the-list",
            [FailureChangesNothing, UnmatchedIsDenied, BitDecides, DirectionsAreIndependent, EndIsExclusive]),
        ("bitmap-freed-twice",          [KernelSurvives]),
        ("bitmap-freed-twice-at-the-end", [DestroyFreesAll]),
        ("header-fetched-twice",        [ArgumentIsReadOnce]),
        ("header-fetched-again-behind-the-copy", [ArgumentIsReadOnce]),
        ("last-long-fetched-twice",     [ArgumentIsReadOnce]),
        ("bytes-behind-the-argument-read", [NothingElseIsRead]),
        ("empty-range-uses-the-failure-up", [FaultInjection]),
        ("failure-stays-armed",         [FaultInjection]),
        ("end-disarms-the-failure",     [FaultInjection]),
        ("exception-when-full",         [MachineAnswers]),
        ("armed-failure-never-hits",    [FailedAllocation]),

        ("lock-kept-when-full",         [FullTableReleasesTheLock]),
        ("lock-kept-on-overlap",        [OverlapReleasesTheLock]),
        ("range-stored-without-the-lock", [ChangesUnderTheLock]),
        ("lock-released-before-the-range-is-stored", [ChangesUnderTheLock]),
        ("range-decides-after-the-lock", [ChangesUnderTheLock]),
        ("slots-judged-before-the-lock", [ChangesUnderTheLock]),
        ("table-judged-before-the-lock", [ChangesUnderTheLock]),
        ("range-stored-in-what-readers-see", [ChangesUnderTheLock]),
        ("slots-judged-in-what-readers-see", [ChangesUnderTheLock]),
        ("table-begun-anew-after-the-lock", [ChangesUnderTheLock]),
        ("lock-taken-twice",            [ChangesUnderTheLock]),
        ("argument-copied-under-the-lock", [ShortLock]),
        ("lock-released-twice",         [KernelSurvives]),
        ("bitmap-copied-under-the-lock", [ShortLock]),
        ("access-takes-the-lock",       [LockTakers]),

        ("read-exit-leaks-rax",         [FailureExits]),
        ("write-exit-truncates",        [FailureExits]),
        ("only-error-1-faults",         [CompletionFaults]),
        ("error-sign-bit-ignored",      [CompletionFaults]),
        ("completion-asks-again",       [CompletionRetires, CompletionIsBound]),
        ("only-denials-are-deflected",  [FailureExits]),
        ("user-mode-exits",             [UnprivilegedFaults]),
        ("enable-with-flags-accepted",  [EnableFlags]),
        ("only-enable-flag-0-refused",  [EnableFlags]),
        ("enable-flag-5-accepted",      [EnableFlags]),
        ("all-enable-flags-accepted",   [EnableFlags]),
        ("quirks-can-be-disabled",      [EnableUnknown, EnableFlags]),
        ("capabilities-by-16-bits",     [EnableUnknown, CheckUnknown]),
        ("enable-cannot-disable",       [EnableTakesBoolean]),
        ("completion-left-pending",     [CompletionIsBound]),
        ("denial-is-an-error",          [FailureIsGeneralProtection, FailureExits]),
        ("access-runs-at-an-exit",      [OneAtATime]),
        ("allowlist-not-reported",      [CheckReports]),
        ("every-capability-reported",   [CheckUnknown]),
        ("enabling-is-reported",        [CheckUnknown]),

        ("upper-halves-kept",           [ReadLoadsEdxEax, CompletionRetires]),
        ("rip-off-by-one",              [ReadLoadsEdxEax, WriteStores, CompletionRetires]),
        ("prefix-not-counted-at-completion", [CompletionRetires]),
        ("only-cpl-3-faults",           [UnprivilegedFaults]),
        ("prefixed-access-at-cpl-1-is-the-kernels", [UnprivilegedFaults]),
        ("lock-is-gp",                  [LockIsInvalid]),
        ("real-mode-error-code",        [ErrorCodeByMode, CompletionFaults]),
        ("fault-clobbers-rax",          [FaultIsPrecise]),
        ("denied-write-stores",         [DenialTouchesNothing]),
        ("vcpu-crosstalk",              [WriteStores, VcpusAreSeparate]),
        ("host-is-filtered",            [HostIsNotFiltered]),
        ("reserved-bits-accepted",      [InvalidValueFails]),
        ("mtrr-default-type-reserved-bits-accepted", [InvalidValueFails]),
        ("host-write-reaches-the-first", [HostWrites, VcpusAreSeparate]),
        ("msr-survives-its-vm",         [FreshVcpuIsReset]),
        ("lma-writable",                [EferInterlock]),
        ("host-write-refused",          [HostWrites, HostIsNotFiltered]),
        ("efer-interlock-missing",      [EferInterlock]),
        ("apic-mode-in-one-step",       [InvalidValueFails]),
        ("interrupt-command-in-any-mode", [AbsentMsrFails]),
        ("busy-interrupt-is-refused",   [WriteStores]),
        ("mode-does-not-set-efer",      [ModeSetsEfer, EferInterlock]),
        ("index-from-rcx",              [IndexIsEcx, WriteStores]),
        ("command-msr-readable",        [WrongDirectionFails]),
        ("real-mode-has-rings",         [ReadLoadsEdxEax, WriteStores, FailureExits]),
        ("fresh-vcpu-has-run",          [FreshVcpuIsReset]),
        ("time-stamp-ticks",            [TimeStandsStill]),

        ("bank-control-without-bit-10", [InvalidValueFails]),
        ("all-ones-of-32-bits",         [InvalidValueFails]),
        ("pat-type-3-accepted",         [InvalidValueFails]),
        ("fixed-mtrr-type-7-accepted",  [InvalidValueFails]),
        ("svme-accepted-beside-lme",    [InvalidValueFails]),
        ("low-canonical-half-too-long", [InvalidValueFails]),
        ("high-canonical-half-too-long", [InvalidValueFails]),
        ("tsc-aux-cut",                 [InvalidValueFails]),
        ("physical-bit-40-accepted",    [InvalidValueFails]),
        ("ssbd-refused",                [WriteStores]),
        ("bank-status-not-cleared",     [WriteStores]),
        ("debug-control-ignored",       [AbsentMsrFails]),
        ("read-only-takes-what-it-holds", [HostWrites]),

        ("pass-through-ignores-the-list", [DeniedIsIntercepted]),
        ("interception-upside-down",    [DeniedIsIntercepted, AllowedPassesThrough]),
        ("denied-writes-pass-through",  [DeniedIsIntercepted]),
        ("interception-stays",          [AllowedPassesThrough]),
        ("interception-is-recalculated-once", [AllowedPassesThrough]),
        ("only-the-first-vcpu-is-asked", [DeniedIsIntercepted]),
        ("star-is-said-to-pass-through", [OthersAreIntercepted]),
        ("fault-of-the-hardware-is-deflected", [HardwareFaults]),
        ("fast-path-does-not-ask",      [FastWritesAsk]),
        ("fast-interrupts-do-not-ask",  [FastInterruptsAsk]),
        ("implicit-accesses-are-filtered", [ImplicitIsExempt]),
        ("rdpid-reads-zero",            [RdpidReadsTscAux, ImplicitIsExempt]),
        ("syscall-needs-nothing",       [SyscallNeedsSce]),
        ("sysenter-takes-a-null-segment", [SysenterNeedsCode]),
        ("sysenter-is-ud",              [EntersTheKernel, SysenterNeedsCode]),

        .. FilterMutantClauses.Rows,
    ];

    /// <summary>The mutants, in the order of the rows.</summary>
    internal static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>The clauses of a mutant: on the core a defect breaks none but those that it breaks without.</summary>
    internal static IReadOnlyCollection<Clause> Of(Mutant mutant)
    {
        Mutant defect = MutantTable.Defects.Single(row => row == mutant || row.OnTheCore == mutant);
        return Rows.Single(row => row.Name == defect.Name).Clauses;
    }
}
