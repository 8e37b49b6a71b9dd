using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Reasons under which nothing that a list denies leaves to user space.</summary>
internal sealed class NoFilterReason() : LintRule(
    "no-filter-reason",
    LintLevel.Warning,
    "Without the reason FILTER (4; in the posted interface without any) what a list denies is #GP in the guest, and no "
        + "exit; so it is to stay on as long as the list is in force.",
    "Ask for FILTER before the list is installed, and take it back only behind its end.")
{
    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) =>
        from change in ReasonChange.Of(subject)
        let isFilter = subject.Interface == Interface.Filter
        where change.IsBehindList || !subject.Lists.IsEmpty && !change.WasDeflecting
        where !ReasonChange.Deflects(change.Reasons, subject.Interface)
            && !(isFilter && SwappedReasons.Are(change.Reasons))
        select Found(
            change.Source.Whole,
            Invariant($"args0=0x{change.Reasons:x} lets nothing that the list denies leave to user space"),
            isFilter ? Invariant($"args0=0x{change.Reasons | (ulong)MsrExitReasons.Filter:x}") : "args0=0x1");
}
