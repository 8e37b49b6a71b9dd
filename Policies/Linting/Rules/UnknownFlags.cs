using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Flags of a range that have no meaning.</summary>
internal sealed class UnknownFlags() : RangeRule(
    "unknown-flags",
    LintLevel.Error,
    "A range has the flags 1 for reads and 2 for writes, and with any other bit the call fails with EINVAL.",
    "Write flags=read, flags=write or flags=read|write (1, 2 or 3).")
{
    private const uint Known = (uint)AccessFlags.ReadWrite;

    private protected override Finding? Judge(LintRange range, LintList list)
    {
        uint flags = range.Slot.Flags;
        return (flags & ~Known) == 0 || (list.IsFilter && range.Count == 0) ? null : Found(
            range.At(RangeField.Flags),
            Invariant($"flags are 0x{flags:x}, of which 0x{flags & ~Known:x} has no meaning: EINVAL"),
            $"flags={CommandPrinter.PrintFlags((flags & Known) == 0 ? Known : flags & Known)}");
    }
}
