using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A filter that is to deny everything, and has no range.</summary>
internal sealed class DeniesNothing() : ListRule(
    "deny-without-a-range",
    LintLevel.Error,
    "A filter that denies by default and has no range that is not empty is EINVAL (in Linux 5.10-rc1 it allowed "
        + "everything).",
    "Add one range with a register whose bit is clear; then all is denied but the x2APIC's registers.")
{
    /// <summary>A range that denies one register, so that a filter which denies has a range.</summary>
    public const string OneRange = "filter-slot flags=read|write nmsrs=1 base=0x0 bits=none";

    private protected override IEnumerable<Finding> Judge(LintList list) =>
        list is { IsFilter: true, Set: not null, Denies: true } && list.Ranges.All(range => range.Count == 0)
            ?
            [
                Found(
                    list.Source.Whole,
                    "the default is to deny, and no range holds a register: EINVAL, and nothing is denied",
                    $"{OneRange} in front of it"),
            ]
            : [];
}
