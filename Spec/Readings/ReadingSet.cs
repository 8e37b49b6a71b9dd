namespace MsrSpec.Spec.Readings;

/// <summary>One choice for each numbered reading: everything that two dialects can differ in.</summary>
/// <param name="RangeEnd">Reading 1.</param>
/// <param name="EndPastTheTop">Reading 2.</param>
/// <param name="EndAtTheTop">Reading 3.</param>
/// <param name="EmptyRange">Reading 4.</param>
/// <param name="FlaglessRange">Reading 5.</param>
/// <param name="PadWord">Reading 6.</param>
/// <param name="LockOnRejection">Reading 7.</param>
/// <param name="FailedCopy">Reading 8.</param>
/// <param name="ExitCompletion">Reading 9.</param>
public sealed record ReadingSet(
    RangeEnd RangeEnd,
    EndPastTheTop EndPastTheTop,
    EndAtTheTop EndAtTheTop,
    EmptyRange EmptyRange,
    FlaglessRange FlaglessRange,
    PadWord PadWord,
    LockOnRejection LockOnRejection,
    FailedCopy FailedCopy,
    ExitCompletion ExitCompletion)
{
    /// <summary>Reading 10.</summary>
    public Interface Interface { get; init; } = Interface.Allowlist;

    /// <summary>Reading 11; it and those up to 16 matter where the interface is the filter.</summary>
    public X2ApicAccesses X2ApicAccesses { get; init; } = X2ApicAccesses.Exempt;

    /// <summary>Reading 12.</summary>
    public DenyingNothing DenyingNothing { get; init; } = DenyingNothing.Refused;

    /// <summary>Reading 13.</summary>
    public FilterInstallation FilterInstallation { get; init; } = FilterInstallation.Whole;

    /// <summary>Reading 14.</summary>
    public RangeFlagsCheck RangeFlagsCheck { get; init; } = RangeFlagsCheck.BeforeTheCopy;

    /// <summary>Reading 15.</summary>
    public UnknownBits UnknownBits { get; init; } = UnknownBits.Refused;

    /// <summary>Reading 16.</summary>
    public CompatCalls CompatCalls { get; init; } = CompatCalls.Known;

    /// <summary>Reading 17; it and all below matter in both interfaces.</summary>
    public PassThrough PassThrough { get; init; } = PassThrough.FollowsTheList;

    /// <summary>Reading 18.</summary>
    public FastPathWrites FastPathWrites { get; init; } = FastPathWrites.AskTheList;

    /// <summary>Reading 19.</summary>
    public ImplicitAccesses ImplicitAccesses { get; init; } = ImplicitAccesses.Exempt;

    /// <summary>Reading 21.</summary>
    public MsrInstructions MsrInstructions { get; init; } = MsrInstructions.Original;

    /// <summary>Reading 22.</summary>
    public HandlerErrors HandlerErrors { get; init; } = HandlerErrors.FailTheRun;

    /// <summary>Reading 23.</summary>
    public FastInterrupts FastInterrupts { get; init; } = FastInterrupts.AskTheList;

    /// <summary>Reading 20; it matters where the interface is the allowlist.</summary>
    public KernelWords KernelWords { get; init; } = KernelWords.Of64Bits;
}
