using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Exits asked for when the list is in force already.</summary>
internal sealed class CapabilityBehindList() : LintRule(
    "capability-behind-list",
    LintLevel.Warning,
    "Between the call that installs a list and the one that asks for exits, what the list denies is #GP in the guest.",
    "Call KVM_ENABLE_CAP first, then install the list.")
{
    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) =>
        from change in ReasonChange.Of(subject)
        where change.IsBehindList && !change.WasDeflecting
            && ReasonChange.Deflects(change.Reasons, subject.Interface)
        select Found(
            change.Source.Whole,
            "exits are asked for when the list is in force already",
            "this call in front of the one that installs the list");
}
