using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Allowlist;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range whose end does not fit in 32 bits.</summary>
internal sealed class RangeWraps() : RangeRule(
    "range-wraps",
    LintLevel.Error,
    "Where base + nmsrs is 2^32 or more, the kernel's 32-bit end is below the base: the range is taken and never "
        + "matches, so no range can hold the index 0xffffffff.",
    "End the range at 0xfffffffe at the latest.")
{
    private protected override Finding? Judge(LintRange range, LintList list)
    {
        uint most = uint.MaxValue - range.Base;
        return !range.Wraps || range.IsOversize ? null : Found(
            range.At(RangeField.Count),
            Invariant($"base + nmsrs is 0x{range.End:x}, in 32 bits 0x{(uint)(range.End - Ranges.Top):x}: the range ")
                + "never matches",
            most == 0
                ? "no range here: 0xffffffff is no register, and cannot be in a range"
                : Invariant($"nmsrs={most}"));
    }
}
