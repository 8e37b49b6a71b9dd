using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>More ranges than an interface takes.</summary>
internal sealed class TooManyRanges() : ListRule(
    "too-many-ranges",
    LintLevel.Error,
    "An allowlist takes ten ranges, then E2BIG, with which the posted code keeps the VM's lock; a filter's struct has "
        + "room for sixteen.",
    "Say in one bitmap what lies within 0x3000 registers of one another.")
{
    private protected override IEnumerable<Finding> Judge(LintList list) =>
        list.Ranges.ElementAtOrDefault(list.Slots) is { } first
            ?
            [
                Found(
                    first.At(RangeField.Whole),
                    Invariant($"there are {list.Ranges.Length} ranges, and there is room for {list.Slots}")
                        + (list.IsFilter ? string.Empty : ": E2BIG, and the posted code keeps the lock"),
                    FewestRanges.Of(list) is { } fewest
                        ? Invariant($"{fewest.Ranges.Length}, which are enough: {MergeableRanges.Describe(fewest)}")
                        : Invariant($"at most {list.Slots} ranges")),
            ]
            : [];
}
