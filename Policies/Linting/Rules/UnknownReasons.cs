using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Reasons that have no meaning.</summary>
internal sealed class UnknownReasons() : LintRule(
    "unknown-reasons",
    LintLevel.Error,
    "KVM_CAP_X86_USER_SPACE_MSR knows the reasons 1, 2 and 4, and any other bit is EINVAL (before Linux 6.1 it was "
        + "ignored).",
    "Write 4 for FILTER; for all three reasons 7.")
{
    private const ulong Known = (ulong)MsrExitReasons.All;

    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) =>
        from change in ReasonChange.Of(subject)
        where subject.Interface == Interface.Filter && (change.Reasons & ~Known) != 0
        select Found(
            change.Source.Whole,
            Invariant($"args0=0x{change.Reasons:x} has the bits 0x{change.Reasons & ~Known:x}, which have no meaning: ")
                + "EINVAL",
            Invariant($"args0=0x{change.Reasons & Known:x}"));
}
