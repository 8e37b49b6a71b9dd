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
            new(Readings.EmptyRange.AcceptedAndArms, "yes: it takes a slot, allows nothing and arms denial")),
        new(5, "flagless-range", "Is a range without flags a list?",
            set => set.FlaglessRange, (set, other) => set with { FlaglessRange = other.FlaglessRange },
            new(Readings.FlaglessRange.Refused, "EINVAL"),
            new(Readings.FlaglessRange.AcceptedAndArms, "yes: it takes a slot, allows nothing and arms denial")),
        new(6, "pad-word", "May pad hold anything?",
            set => set.PadWord, (set, other) => set with { PadWord = other.PadWord },
            new(Readings.PadWord.Ignored, "yes"),
            new(Readings.PadWord.MustBeZero, "no: EINVAL")),
        new(7, "lock-on-rejection", "Does a call refused under the lock release it?",
            set => set.LockOnRejection, (set, other) => set with { LockOnRejection = other.LockOnRejection },
            new(Readings.LockOnRejection.Released, "yes"),
            new(Readings.LockOnRejection.Kept, "no, never")),
        new(8, "failed-copy", "What does a call free whose copy failed?",
            set => set.FailedCopy, (set, other) => set with { FailedCopy = other.FailedCopy },
            new(Readings.FailedCopy.FreesNothing, "nothing"),
            new(Readings.FailedCopy.FreesTheErrorPointer, "the error pointer in the copy's place: an oops")),
        new(9, "exit-completion", "What does the answer to an exit belong to?",
            set => set.ExitCompletion, (set, other) => set with { ExitCompletion = other.ExitCompletion },
            new(Readings.ExitCompletion.BoundToTheAccess, "the access that exited; the list is not asked again"),
            new(Readings.ExitCompletion.ConsumedByTheNextFailure,
                "the vCPU's next failure in its direction; the instruction is executed again")),
    ];
}
