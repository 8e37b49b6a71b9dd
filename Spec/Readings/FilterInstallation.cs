namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 13: how a filter takes the place of the one before ("KVM: x86: Protect userspace MSR filter with SRCU, and
/// set atomically-ish", March 2021).
/// </summary>
public enum FilterInstallation
{
    /// <summary>It is made whole beside the old one, which stays if that fails.</summary>
    Whole,

    /// <summary>
    /// The old one is taken away first, then its ranges are added one by one, up to the one that fails.
    /// </summary>
    RangeByRange,
}
