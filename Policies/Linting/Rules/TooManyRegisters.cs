using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A range of more registers than a bitmap may hold.</summary>
internal sealed class TooManyRegisters() : RangeRule(
    "too-many-registers",
    LintLevel.Error,
    "A range holds at most 0x3000 registers, a bitmap of 0x600 bytes, and a larger one is EINVAL.",
    "Cut it into ranges of at most 0x3000 registers.")
{
    private const uint Most = AllowlistLayout.MaxCount;

    private protected override Finding? Judge(LintRange range, LintList list) => !range.IsOversize ? null : Found(
        range.At(RangeField.Count),
        Invariant($"nmsrs is 0x{range.Count:x}, a bitmap of 0x{range.Slot.BitmapSize:x} bytes, and the most is 0x600: ")
            + "EINVAL",
        Invariant($"{(range.Count + (ulong)Most - 1) / Most} ranges of at most 0x{Most:x} registers, of which an ")
            + Invariant($"allowlist takes {AllowlistLayout.Slots} and a filter {FilterLayout.Slots}"));
}
