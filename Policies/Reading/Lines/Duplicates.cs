using MsrSpec.Spec.Abi;
using static System.FormattableString;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>
/// Indices that a list names twice in one direction. A list of ranges that does so is refused by the posted interface
/// as an overlap, and by the merged one the first decides: whoever wrote it has to say what was meant.
/// </summary>
internal static class Duplicates
{
    /// <summary>The later place of each pair, in the order of the input.</summary>
    public static IEnumerable<PolicyProblem> In(IReadOnlyList<PolicyEntry> entries) =>
        Of(entries, AccessFlags.Read).Concat(Of(entries, AccessFlags.Write))
            .DistinctBy(problem => (problem.Line, problem.Place))
            .OrderBy(problem => problem.Line).ThenBy(problem => problem.Place);

    private static IEnumerable<PolicyProblem> Of(IReadOnlyList<PolicyEntry> entries, AccessFlags type)
    {
        PolicyEntry? widest = null;
        foreach (PolicyEntry entry in entries.Where(one => (one.Speaks & type) != 0).OrderBy(one => one.Run.First))
        {
            if (widest is { } before && entry.Run.First <= before.Run.Last)
            {
                (PolicyEntry earlier, PolicyEntry later) = IsBefore(before.Where, entry.Where)
                    ? (before, entry)
                    : (entry, before);
                yield return later.Where.Problem(Invariant(
                    $"0x{entry.Run.First:x} is listed twice: also in line {earlier.Where.Line}"));
            }

            if (widest is null || entry.Run.Last > widest.Value.Run.Last)
            {
                widest = entry;
            }
        }
    }

    private static bool IsBefore(Field left, Field right) =>
        left.Line < right.Line || (left.Line == right.Line && left.Column < right.Column);
}
