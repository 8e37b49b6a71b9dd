using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>What a VM has to do with filters; of an allowlist's VM it stays as it is at first.</summary>
/// <param name="Installed">The filter that is installed, or null.</param>
/// <param name="Written">The slots of the next filter's struct that user space has written to.</param>
/// <param name="Reasons">Which failures are deflected, where deflection is on at all; else every one.</param>
public sealed record FilterState(
    MsrFilter? Installed, ImmutableArray<FilterSlot> Written, MsrExitReasons Reasons)
{
    /// <summary>That of a fresh VM.</summary>
    public static FilterState Fresh { get; } = new(null, [], MsrExitReasons.All);

    /// <summary>The ranges of the filter that is installed.</summary>
    public int RangesInUse => Installed?.Ranges.Length ?? 0;

    /// <summary>What the filter owns: its bitmaps, and itself where it is made whole.</summary>
    public int Owned(ReadingSet readings) => Installed is null ? 0
        : RangesInUse + (readings.FilterInstallation == FilterInstallation.Whole ? 1 : 0);

    /// <summary>The same with other reasons.</summary>
    public FilterState Deflecting(MsrExitReasons reasons) =>
        reasons == Reasons ? this : this with { Reasons = reasons };
}
