using System.Collections.Immutable;

namespace MsrSpec.Spec.Readings;

/// <summary>A numbered reading, as data: how to see what a dialect chose and how to give it another's choice.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">A short name.</param>
/// <param name="Question">The question that it answers.</param>
/// <param name="Choice">The choice of a set of readings.</param>
/// <param name="WithChoiceOf">The first set with the choice of the second.</param>
/// <param name="Choices">What can be chosen.</param>
public sealed record Reading(
    int Number,
    string Name,
    string Question,
    Func<ReadingSet, Enum> Choice,
    Func<ReadingSet, ReadingSet, ReadingSet> WithChoiceOf,
    params ImmutableArray<ReadingChoice> Choices)
{
    /// <summary>The only interface in which it makes a difference; null if it does in both.</summary>
    public Interface? Of { get; init; }

    /// <summary>Every reading, by number.</summary>
    public static IReadOnlyList<Reading> All { get; } =
    [
        new(1, "range-end", "Is base + nmsrs in the range?",
            set => set.RangeEnd, (set, other) => set with { RangeEnd = other.RangeEnd },
            new(Readings.RangeEnd.Exclusive, "no"),
            new(Readings.RangeEnd.Inclusive, "yes; a bit that the copied bitmap does not hold is clear")),
        new(2, "end-past-the-top", "What of a range that ends past 2^32?",
            set => set.EndPastTheTop, (set, other) => set with { EndPastTheTop = other.EndPastTheTop },
            new(Readings.EndPastTheTop.Refused, "EINVAL"),
            new(Readings.EndPastTheTop.Wraps, "accepted; its end wraps to 32 bits, so it covers nothing"),
            new(Readings.EndPastTheTop.Matched, "accepted; it covers up to 0xffffffff")),
        new(3, "end-at-the-top", "What of a range that ends at 2^32?",
            set => set.EndAtTheTop, (set, other) => set with { EndAtTheTop = other.EndAtTheTop },
            new(Readings.EndAtTheTop.Matched, "it covers up to 0xffffffff"),
            new(Readings.EndAtTheTop.Wraps, "its end wraps to 0, so it covers nothing")),
        new(4, "empty-range", "Is a range without MSRs a list?",
            set => set.EmptyRange, (set, other) => set with { EmptyRange = other.EmptyRange },
            new(Readings.EmptyRange.Refused, "EINVAL"),
            new(Readings.EmptyRange.AcceptedAndArms, "yes: it takes a slot, allows nothing and arms denial"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(5, "flagless-range", "Is a range without flags a list?",
            set => set.FlaglessRange, (set, other) => set with { FlaglessRange = other.FlaglessRange },
            new(Readings.FlaglessRange.Refused, "EINVAL"),
            new(Readings.FlaglessRange.AcceptedAndArms, "yes: it takes a slot, allows nothing and arms denial"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(6, "pad-word", "May pad hold anything?",
            set => set.PadWord, (set, other) => set with { PadWord = other.PadWord },
            new(Readings.PadWord.Ignored, "yes"),
            new(Readings.PadWord.MustBeZero, "no: EINVAL"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(7, "lock-on-rejection", "Does a call refused under the lock release it?",
            set => set.LockOnRejection, (set, other) => set with { LockOnRejection = other.LockOnRejection },
            new(Readings.LockOnRejection.Released, "yes"),
            new(Readings.LockOnRejection.Kept, "no, never"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(8, "failed-copy", "What does a call free whose copy failed?",
            set => set.FailedCopy, (set, other) => set with { FailedCopy = other.FailedCopy },
            new(Readings.FailedCopy.FreesNothing, "nothing"),
            new(Readings.FailedCopy.FreesTheErrorPointer, "the error pointer in the copy's place: an oops"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(9, "exit-completion", "What does the answer to an exit belong to?",
            set => set.ExitCompletion, (set, other) => set with { ExitCompletion = other.ExitCompletion },
            new(Readings.ExitCompletion.BoundToTheAccess, "the access that exited; the list is not asked again"),
            new(Readings.ExitCompletion.ConsumedByTheNextFailure,
                "the vCPU's next failure in its direction; the instruction is executed again")),
        new(10, "interface", "Which interface does the kernel have?",
            set => set.Interface, (set, other) => set with { Interface = other.Interface },
            new(Readings.Interface.Allowlist, "the allowlist: KVM_ADD_MSR_ALLOWLIST"),
            new(Readings.Interface.Filter, "the filter: KVM_X86_SET_MSR_FILTER")),
        new(11, "x2apic-accesses", "Does a filter decide the registers of the x2APIC?",
            set => set.X2ApicAccesses, (set, other) => set with { X2ApicAccesses = other.X2ApicAccesses },
            new(Readings.X2ApicAccesses.Exempt, "no: 0x800 to 0x8ff are allowed"),
            new(Readings.X2ApicAccesses.Filtered, "yes"))
        {
            Of = Readings.Interface.Filter,
        },
        new(12, "denying-nothing", "What of a filter that denies by default and has no range?",
            set => set.DenyingNothing, (set, other) => set with { DenyingNothing = other.DenyingNothing },
            new(Readings.DenyingNothing.Refused, "EINVAL"),
            new(Readings.DenyingNothing.AllowsAll, "accepted; a filter without a range is none"))
        {
            Of = Readings.Interface.Filter,
        },
        new(13, "filter-installation", "How does a filter take the place of the one before?",
            set => set.FilterInstallation, (set, other) => set with { FilterInstallation = other.FilterInstallation },
            new(Readings.FilterInstallation.Whole, "it is made whole beside it; the old one stays if that fails"),
            new(Readings.FilterInstallation.RangeByRange, "the old one goes first, then ranges come one by one"))
        {
            Of = Readings.Interface.Filter,
        },
        new(14, "range-flags-check", "When are the flags of a filter's range judged?",
            set => set.RangeFlagsCheck, (set, other) => set with { RangeFlagsCheck = other.RangeFlagsCheck },
            new(Readings.RangeFlagsCheck.BeforeTheCopy, "before its bitmap is copied"),
            new(Readings.RangeFlagsCheck.BehindTheCopy, "when its bitmap has been copied"))
        {
            Of = Readings.Interface.Filter,
        },
        new(15, "unknown-bits", "What of unknown bits in a filter's flags and in the reasons for an exit?",
            set => set.UnknownBits, (set, other) => set with { UnknownBits = other.UnknownBits },
            new(Readings.UnknownBits.Refused, "EINVAL"),
            new(Readings.UnknownBits.Ignored, "they are not looked at"))
        {
            Of = Readings.Interface.Filter,
        },
        new(16, "compat-calls", "Does a 64-bit kernel know a 32-bit caller's filter?",
            set => set.CompatCalls, (set, other) => set with { CompatCalls = other.CompatCalls },
            new(Readings.CompatCalls.Known, "yes"),
            new(Readings.CompatCalls.Unknown, "no: ENOTTY"))
        {
            Of = Readings.Interface.Filter,
        },
        new(17, "pass-through", "Is an MSR that the hardware passes through intercepted once the list denies it?",
            set => set.PassThrough, (set, other) => set with { PassThrough = other.PassThrough },
            new(Readings.PassThrough.FollowsTheList, "yes"),
            new(Readings.PassThrough.IgnoresTheList, "no: the guest has it, whatever the list says")),
        new(18, "fast-path-writes", "Does a write on the fast path ask the list?",
            set => set.FastPathWrites, (set, other) => set with { FastPathWrites = other.FastPathWrites },
            new(Readings.FastPathWrites.AskTheList, "yes"),
            new(Readings.FastPathWrites.DoNotAsk, "no: it is done, whatever the list says")),
        new(19, "implicit-accesses", "Does the list decide what an emulated instruction reads?",
            set => set.ImplicitAccesses, (set, other) => set with { ImplicitAccesses = other.ImplicitAccesses },
            new(Readings.ImplicitAccesses.Exempt, "no"),
            new(Readings.ImplicitAccesses.Filtered, "yes: #UD, or #GP(0) of SYSENTER")),
        new(20, "kernel-words", "In which words does the kernel measure a bitmap?",
            set => set.KernelWords, (set, other) => set with { KernelWords = other.KernelWords },
            new(Readings.KernelWords.Of64Bits, "of 64 bits"),
            new(Readings.KernelWords.Of32Bits, "of 32 bits"),
            new(Readings.KernelWords.Of32BitsThatWrap, "of 32 bits, in which a size can wrap to 0"))
        {
            Of = Readings.Interface.Allowlist,
        },
        new(21, "msr-instructions", "Which instructions that access MSRs does the processor have?",
            set => set.MsrInstructions, (set, other) => set with { MsrInstructions = other.MsrInstructions },
            new(Readings.MsrInstructions.Original, "RDMSR and WRMSR"),
            new(Readings.MsrInstructions.WithImmediateForms, "also WRMSRNS, and immediate forms")),
        new(22, "handler-errors", "What of a write whose handler fails with an errno, and that is not deflected?",
            set => set.HandlerErrors, (set, other) => set with { HandlerErrors = other.HandlerErrors },
            new(Readings.HandlerErrors.FailTheRun, "KVM_RUN fails with it"),
            new(Readings.HandlerErrors.Fault, "#GP, as for any failure")),
        new(23, "fast-interrupts", "Does a write of the x2APIC's interrupt command ask the list on the fast path?",
            set => set.FastInterrupts, (set, other) => set with { FastInterrupts = other.FastInterrupts },
            new(Readings.FastInterrupts.AskTheList, "yes"),
            new(Readings.FastInterrupts.DoNotAsk, "no: it is done, whatever the list says")),
    ];
}
