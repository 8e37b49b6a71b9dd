using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>
/// The ranges that are in force together: those that one VM is given one by one, or those of one filter.
/// </summary>
/// <param name="Interface">The interface.</param>
/// <param name="Ranges">The ranges, in their order.</param>
/// <param name="Set">The call that sets the filter; null for the posted interface, or if nobody makes it.</param>
/// <param name="Source">Where that call stands, else the last range.</param>
internal sealed record LintList(
    Interface Interface, ImmutableArray<LintRange> Ranges, Command.SetFilter? Set, LintSource Source)
{
    /// <summary>Whether it is a filter.</summary>
    public bool IsFilter => Interface == Interface.Filter;

    /// <summary>Whether what no range covers is denied; not told by slots that nobody sets.</summary>
    public bool Denies => !IsFilter || (Set is { } set && (set.Flags & FilterLayout.DefaultDeny) != 0);

    /// <summary>Whether what no range covers is allowed.</summary>
    public bool Allows => Set is not null && !Denies;

    /// <summary>The most ranges that the interface takes.</summary>
    public int Slots => IsFilter ? FilterLayout.Slots : AllowlistLayout.Slots;

    /// <summary>Whether a range overlaps another one of the list in some direction.</summary>
    public bool HasOverlap(LintRange range) => Ranges.Any(other => other != range && range.Overlaps(other));

    /// <summary>
    /// The first range that decides an access; null if none does. Whether it allows is known only with its bitmap.
    /// </summary>
    public LintRange? Decider(uint index, AccessFlags type) => Ranges.FirstOrDefault(
        range => range.Matches && (range.Flags & type) != 0 && index >= range.Base && index < range.End);
}
