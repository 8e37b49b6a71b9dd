namespace MsrSpec.Spec.Readings;

/// <summary>A named choice of readings.</summary>
/// <param name="Name">The name, as the command line and trace files write it.</param>
/// <param name="Summary">What it stands for, in one sentence.</param>
/// <param name="Readings">The choices.</param>
public sealed record Dialect(string Name, string Summary, ReadingSet Readings)
{
    /// <summary>What the posted code does.</summary>
    public static Dialect Posted { get; } = new(
        "v2-posted",
        "What the code of the posted patch does.",
        new ReadingSet(
            RangeEnd.Exclusive,
            EndPastTheTop.Wraps,
            EndAtTheTop.Wraps,
            EmptyRange.AcceptedAndArms,
            FlaglessRange.AcceptedAndArms,
            PadWord.Ignored,
            LockOnRejection.Kept,
            FailedCopy.FreesTheErrorPointer,
            ExitCompletion.ConsumedByTheNextFailure));

    /// <summary>What the posted text says; where it is silent, the code's choice, but for hangs and oopses.</summary>
    public static Dialect Documented { get; } = new(
        "v2-documented",
        "What the documentation of the posted patch says.",
        Posted.Readings with
        {
            RangeEnd = RangeEnd.Inclusive,
            EndPastTheTop = EndPastTheTop.Matched,
            EndAtTheTop = EndAtTheTop.Matched,
            LockOnRejection = LockOnRejection.Released,
            FailedCopy = FailedCopy.FreesNothing,
        });

    /// <summary>Our recommendation: as posted but for its defects.</summary>
    public static Dialect Sound { get; } = new(
        "v2-sound",
        "What the posted patch should do: as posted, without its defects.",
        Posted.Readings with
        {
            EndPastTheTop = EndPastTheTop.Refused,
            EndAtTheTop = EndAtTheTop.Matched,
            EmptyRange = EmptyRange.Refused,
            FlaglessRange = FlaglessRange.Refused,
            LockOnRejection = LockOnRejection.Released,
            FailedCopy = FailedCopy.FreesNothing,
            ExitCompletion = ExitCompletion.BoundToTheAccess,
        });

    /// <summary>Every named dialect.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [Posted, Documented, Sound];

    /// <summary>The dialect of a name, or null.</summary>
    public static Dialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);
}
