using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range that shares a register and a direction with an earlier one of an allowlist.</summary>
internal sealed class OverlapRefused() : RangeRule(
    "overlap-refused",
    LintLevel.Error,
    "A range that shares a register and a direction with a stored one is refused by the posted allowlist with EINVAL, "
        + "and the posted code then keeps the VM's lock: the next call waits for ever.",
    "Say it in one range, or end one where the other begins; a stored range cannot be changed.")
{
    private protected override Finding? Judge(LintRange range, LintList list) =>
        !list.IsFilter && list.Ranges.Take(range.Number).FirstOrDefault(range.Overlaps) is { } earlier
            ? Found(
                range.At(RangeField.Base),
                Invariant($"from 0x{range.Shared(earlier).First:x} on it overlaps range {earlier.Number + 1}")
                    + " of the list: EINVAL, and the posted code keeps the lock",
                "one range for both, or other directions, or a base or end beside the other range")
            : null;
}
