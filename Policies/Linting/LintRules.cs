using System.Collections.Immutable;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Rules;

namespace MsrSpec.Policies.Linting;

/// <summary>The rules.</summary>
public static class LintRules
{
    /// <summary>Every rule: what the kernel refuses first, then what it takes otherwise than it is meant.</summary>
    public static ImmutableArray<LintRule> All { get; } =
    [
        new StructTooShort(), new BitmapTooShort(), new TooManyRegisters(), new UnknownFlags(), new NoFlags(),
        new NoRegisters(), new UnknownFilterFlags(), new DeniesNothing(), new TooManyRanges(), new OverlapRefused(),
        new UnknownReasons(), new RangeWraps(), new X2ApicCovered(), new X2ApicCrossed(), new TscDeadlineWrite(),
        new OrderDecides(), new InvertedPolarity(), new BitsBehindTheEnd(), new SwappedReasons(),
        new NoFilterReason(), new CapabilityBehindList(), new PadIgnored(), new MergeableRanges(),
    ];
}
