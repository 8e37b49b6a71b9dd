using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>Flags of a filter that have no meaning.</summary>
internal sealed class UnknownFilterFlags() : ListRule(
    "unknown-filter-flags",
    LintLevel.Error,
    "The flags of a filter are its default, 0 to allow and 1 to deny, and any other bit is EINVAL (before Linux 6.1 it "
        + "was ignored).",
    "Write default=allow or default=deny (0 or 1).")
{
    private protected override IEnumerable<Finding> Judge(LintList list)
    {
        uint flags = list.Set?.Flags ?? 0;
        uint unknown = flags & ~FilterLayout.DefaultDeny;
        return unknown == 0 ? [] :
        [
            Found(
                list.Source.Whole,
                Invariant($"the flags of the filter are 0x{flags:x}, of which 0x{unknown:x} has no meaning: EINVAL"),
                list.Denies ? "default=deny (1)" : "default=allow (0)"),
        ];
    }
}
