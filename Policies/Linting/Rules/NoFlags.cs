using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range that speaks of no direction.</summary>
internal sealed class NoFlags() : RangeRule(
    "no-flags",
    LintLevel.Error,
    "A range without flags speaks of no direction: the filter refuses it with EINVAL, and the posted allowlist takes "
        + "it, uses up a slot, and from then on denies everything that no range allows.",
    "Write flags=read, flags=write or flags=read|write (1, 2 or 3).")
{
    private protected override Finding? Judge(LintRange range, LintList list) =>
        range.Slot.Flags != 0 || (list.IsFilter && range.Count == 0) ? null : Found(
            range.At(RangeField.Flags),
            list.IsFilter
                ? "flags are 0: EINVAL, and the filter that was there before stays"
                : "flags are 0: taken, matches nothing, and what no range allows is denied from now on",
            "flags=read|write (3), or only one of the two");
}
