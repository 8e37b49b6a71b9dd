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
    private protected override IEnumerable<Finding> Judge(LintList list)
    {
        LintRange? first = list.Ranges.ElementAtOrDefault(list.Slots);
        if (first is null)
        {
            return [];
        }

        int merged = list.Ranges.Length - MergedRange.Of(list).Sum(group => group.Ranges.Length - 1);
        string enough = merged <= list.Slots
            ? Invariant($"{merged} ranges, which are enough: those that lie near one another share a bitmap")
            : Invariant($"fewer ranges: even if those that can share a bitmap do, they are {merged}");
        return
        [
            Found(
                first.At(RangeField.Whole),
                Invariant($"this is range {list.Slots + 1} of {list.Ranges.Length}, and the interface takes {list.Slots}")
                    + (list.IsFilter ? string.Empty : ": E2BIG, and the posted code keeps the lock"),
                enough),
        ];
    }
}
