using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>INVAL asked for where FILTER is meant.</summary>
internal sealed class SwappedReasons() : LintRule(
    "swapped-reasons",
    LintLevel.Warning,
    "The reasons of KVM_CAP_X86_USER_SPACE_MSR are INVAL 1, UNKNOWN 2 and FILTER 4; with INVAL and without FILTER what "
        + "the filter denies is #GP in the guest, and no exit.",
    "Write 4 for FILTER; for all three reasons 7.")
{
    private const ulong Invalid = (ulong)MsrExitReasons.Invalid;
    private const ulong Filter = (ulong)MsrExitReasons.Filter;

    /// <summary>Whether some reasons are wrong in this way.</summary>
    public static bool Are(ulong reasons) => (reasons & (Invalid | Filter)) == Invalid;

    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) =>
        subject.Interface != Interface.Filter || subject.Lists.IsEmpty ? [] :
            from change in ReasonChange.Of(subject)
            where Are(change.Reasons)
            select Found(
                change.Source.Whole,
                Invariant($"args0=0x{change.Reasons:x} asks for INVAL (1) and not for FILTER (4)"),
                Invariant($"args0=0x{change.Reasons - Invalid + Filter:x}, or 0x7 for all three reasons"));
}
