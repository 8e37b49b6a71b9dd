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
            ExitCompletion.ConsumedByTheNextFailure)
        {
            PassThrough = PassThrough.IgnoresTheList,
            FastPathWrites = FastPathWrites.DoNotAsk,
            FastInterrupts = FastInterrupts.DoNotAsk,
            ImplicitAccesses = ImplicitAccesses.Filtered,
            HandlerErrors = HandlerErrors.Fault,
        });

    /// <summary>What the posted code does in a 32-bit kernel.</summary>
    public static Dialect Posted32 { get; } = new(
        "v2-posted-32",
        "What the code of the posted patch does in a 32-bit kernel.",
        Posted.Readings with { KernelWords = KernelWords.Of32BitsThatWrap });

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
            PassThrough = PassThrough.FollowsTheList,
            FastPathWrites = FastPathWrites.AskTheList,
            FastInterrupts = FastInterrupts.AskTheList,
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
            PassThrough = PassThrough.FollowsTheList,
            FastPathWrites = FastPathWrites.AskTheList,
            FastInterrupts = FastInterrupts.AskTheList,
            ImplicitAccesses = ImplicitAccesses.Exempt,
        });

    /// <summary>The same in a 32-bit kernel.</summary>
    public static Dialect Sound32 { get; } = new(
        "v2-sound-32",
        "What the posted patch should do in a 32-bit kernel.",
        Sound.Readings with { KernelWords = KernelWords.Of32Bits });

    /// <summary>What Linux does since 6.1, and up to 6.17.</summary>
    public static Dialect Linux61 { get; } = new(
        "linux-6.1",
        "What Linux 6.1 does with KVM_X86_SET_MSR_FILTER.",
        Sound.Readings with
        {
            EndPastTheTop = EndPastTheTop.Wraps,
            EndAtTheTop = EndAtTheTop.Wraps,
            Interface = Interface.Filter,
            HandlerErrors = HandlerErrors.FailTheRun,
        });

    /// <summary>
    /// What Linux 6.12 does: where one thread calls at a time, what 6.1 does. Since 6.3 the lock is released before the
    /// readers of the old filter are waited for ("Optimize kvm->lock and SRCU interaction").
    /// </summary>
    public static Dialect Linux612 { get; } = new(
        "linux-6.12",
        "What Linux 6.12 does; it differs from 6.1 in threads alone.",
        Linux61.Readings);

    /// <summary>What Linux does since 6.18.</summary>
    public static Dialect LinuxToday { get; } = new(
        "linux-today",
        "What Linux does since 6.18.",
        Linux61.Readings with
        {
            FastPathWrites = FastPathWrites.DoNotAsk,
            MsrInstructions = MsrInstructions.WithImmediateForms,
        });

    /// <summary>What Linux 5.12 does.</summary>
    public static Dialect Linux512 { get; } = new(
        "linux-5.12",
        "What Linux 5.12 does.",
        Linux61.Readings with
        {
            RangeFlagsCheck = RangeFlagsCheck.BehindTheCopy,
            UnknownBits = UnknownBits.Ignored,
            CompatCalls = CompatCalls.Unknown,
            ImplicitAccesses = ImplicitAccesses.Filtered,
        });

    /// <summary>What Linux 5.10 and 5.11 do.</summary>
    public static Dialect Linux510 { get; } = new(
        "linux-5.10",
        "What Linux 5.10 does.",
        Linux512.Readings with { FilterInstallation = FilterInstallation.RangeByRange });

    /// <summary>What the merge for 5.10 does, before its release.</summary>
    public static Dialect Linux510First { get; } = new(
        "linux-5.10-rc1",
        "What Linux 5.10-rc1 does, the first kernel with the filter.",
        Linux510.Readings with
        {
            X2ApicAccesses = X2ApicAccesses.Filtered,
            FastInterrupts = FastInterrupts.DoNotAsk,
            DenyingNothing = DenyingNothing.AllowsAll,
            HandlerErrors = HandlerErrors.Fault,
        });

    /// <summary>The dialects whose interface is the allowlist.</summary>
    public static IReadOnlyList<Dialect> OfTheAllowlist { get; } =
        [Posted, Documented, Sound, Posted32, Sound32];

    /// <summary>The dialects whose interface is the filter, the oldest kernel first.</summary>
    public static IReadOnlyList<Dialect> OfTheFilter { get; } =
        [Linux510First, Linux510, Linux512, Linux61, Linux612, LinuxToday];

    /// <summary>Every named dialect.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [.. OfTheAllowlist, .. OfTheFilter];

    /// <summary>The dialect of a name, or null.</summary>
    public static Dialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);
}
