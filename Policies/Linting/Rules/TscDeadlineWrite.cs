using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>A list by which writes to TSC_DEADLINE are denied.</summary>
internal sealed class TscDeadlineWrite() : ListRule(
    "tsc-deadline-write",
    LintLevel.Warning,
    "Writes to 0x6e0 (TSC_DEADLINE) are denied, but Linux has a fast path for them that is taken before the list is "
        + "asked: on some kernels such a write is carried out or swallowed, without an exit and without #GP.",
    "Do not rely on it: hide the timer's mode in CPUID (leaf 1, ECX bit 24), or allow the write.")
{
    private protected override IEnumerable<Finding> Judge(LintList list)
    {
        LintRange? decider = list.Decider(Msr.TscDeadline, AccessFlags.Write);
        bool isDenied = decider is null
            ? list.Denies && list.Ranges.Any(range => range.Matches || range.Wraps)
            : decider.HasBitmap && !decider.Allows(Msr.TscDeadline);
        return isDenied
            ?
            [
                Found(
                    decider?.At(RangeField.Bits) ?? list.Source.Whole,
                    decider is null
                        ? "no range holds 0x6e0 for writes, so they are denied, but a fast path may take them first"
                        : "the bit of 0x6e0 is clear for writes, but a fast path may take them first",
                    "the bit of 0x6e0 set for writes, or CPUID without the timer's TSC-deadline mode"),
            ]
            : [];
    }
}
