using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A padding word that is not zero.</summary>
internal sealed class PadIgnored() : RangeRule(
    "pad-not-zero",
    LintLevel.Note,
    "The padding word is not looked at, so what stands in it has no effect, and a later kernel may give it a meaning.",
    "Write pad=0: clear the whole struct before filling it in.")
{
    private protected override Finding? Judge(LintRange range, LintList list) => range.Pad == 0 ? null : Found(
        range.At(RangeField.Pad), Invariant($"pad is 0x{range.Pad:x}, which nobody looks at"), "pad=0");
}
