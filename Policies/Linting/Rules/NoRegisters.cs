using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range of no register.</summary>
internal sealed class NoRegisters() : RangeRule(
    "no-registers",
    LintLevel.Error,
    "A range with nmsrs 0 holds no register: the filter skips it without a word, whatever else it says, and the posted "
        + "allowlist takes it, uses up a slot, and from then on denies everything that no range allows.",
    "Leave the range out; to deny everything, write one range of one register whose bit is clear.")
{
    private protected override Finding? Judge(LintRange range, LintList list) =>
        range.Count > 0 ? null : Found(
            range.At(RangeField.Count),
            list.IsFilter
                ? "nmsrs is 0: the range is skipped, whatever else it says"
                : "nmsrs is 0: taken, matches nothing, and what no range allows is denied from now on",
            "no range here, or nmsrs=1 with bits=none to deny by default");
}
