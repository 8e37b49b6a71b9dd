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
    ExitCompletion ExitCompletion);
