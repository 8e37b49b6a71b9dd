using MsrSpec.Spec.Clauses;
using static MsrSpec.Spec.Accesses.GuestAccessClauses;
using static MsrSpec.Spec.Exits.ExitClauses;
using static MsrSpec.Spec.Filter.FilterClauses;
using static MsrSpec.Spec.Filter.FilterDecisionClauses;
using static MsrSpec.Spec.Lifetime.LifetimeClauses;
using static MsrSpec.Spec.Mediation.MediationClauses;

namespace MsrSpec.PropertyTests.Mutants;

/// <summary>Which clauses each mutant of the filter breaks.</summary>
internal static class FilterMutantClauses
{
    /// <summary>The mutants and their clauses, in the order of their table.</summary>
    internal static readonly (string Name, Clause[] Clauses)[] Rows =
    [
        ("immediate-forms-are-not-filtered", [FirstRangeDecides, DefaultDecides, DirectionsAreIndependent]),
        ("immediate-read-loads-edx-eax", [ImmediateLoadsRegister]),
        ("completed-immediate-read-loads-edx-eax", [CompletionRetires]),
        ("completed-immediate-form-has-two-bytes", [CompletionRetires]),
        ("wrmsrns-is-ud",
        [
            WriteStores, ImmediateLoadsRegister, AbsentMsrFails, WrongDirectionFails, InvalidValueFails, FailureExits,
            UnprivilegedFaults, ImmediateNeeds64Bits,
        ]),
        ("immediate-form-in-any-mode",  [ImmediateNeeds64Bits]),
        ("handler-error-is-a-fault",    [HandlerErrorFailsRun]),
        ("handler-error-is-not-deflected", [FailureExits]),
        ("handler-error-writes",        [HandlerErrorFails]),
        ("filter-decides-the-x2apic",   [X2ApicIsExempt]),
        ("x2apic-exemption-is-too-long", [FirstRangeDecides, DefaultDecides]),
        ("default-turns-the-bits",      [FirstRangeDecides]),
        ("last-range-decides",          [FirstRangeDecides]),
        ("filter-end-inclusive",        [EndIsExclusive, FirstRangeDecides]),
        ("wrapping-range-saturates",    [WrappedRangeCoversNothing]),
        ("filter-directions-ignored",   [DirectionsAreIndependent]),
        ("filter-writes-judged-as-reads", [DirectionsAreIndependent, FirstRangeDecides]),
        ("overlap-refused",             [Replaces]),
        ("old-filter-leaks",            [Replaces]),
        ("old-filter-freed-twice",      [KernelSurvives]),
        ("filter-freed-before-the-vcpus", [DestroyFreesAll]),
        ("denying-nothing-allows-all",  [DenyingNothing]),
        ("failed-filter-leaves-none",   [FailureChangesNothing]),
        ("flags-judged-behind-the-copy", [UnknownRangeFlags]),
        ("unknown-filter-flags-taken",  [UnknownFlags]),
        ("unknown-reasons-taken",       [UnknownReasons]),
        ("range-flag-4-taken",          [UnknownRangeFlags]),
        ("compat-call-unknown",         [Replaces, DenyingNothing, UnknownFlags]),
        ("empty-slot-judged",           [EmptySlotsAreSkipped]),
        ("bitmap-rounded-to-bytes",     [UnreadableBitmap]),
        ("filter-limit-is-0x600",       [Replaces]),
        ("denied-write-fails-the-run",  [FailureIsGeneralProtection]),
        ("denial-exits-unasked",        [FailureExits]),
        ("every-exit-is-invalid",       [FailureExits]),
        ("completion-asks-the-filter",  [CompletionIsBound]),
        ("x2apic-of-the-filter-upside-down", [DeniedIsIntercepted, AllowedPassesThrough]),
        ("tightened-filter-stays-open", [DeniedIsIntercepted]),
        ("relaxed-filter-stays-closed", [AllowedPassesThrough, HardwareFaults]),
        ("filter-recalculated-once",    [AllowedPassesThrough, DeniedIsIntercepted, HardwareFaults]),
        ("filter-recalculated-by-the-first-vcpu", [DeniedIsIntercepted, AllowedPassesThrough]),
        ("filter-fast-path",            [FastWritesAsk]),
        ("filter-hits-implicit-accesses", [ImplicitIsExempt]),
    ];
}
