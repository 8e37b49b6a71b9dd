using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Findings;

/// <summary>A rule about one range.</summary>
/// <param name="id">Its name.</param>
/// <param name="level">How bad it is.</param>
/// <param name="sentence">What is wrong.</param>
/// <param name="advice">What to write instead.</param>
internal abstract class RangeRule(string id, LintLevel level, string sentence, string advice)
    : ListRule(id, level, sentence, advice)
{
    private protected sealed override IEnumerable<Finding> Judge(LintList list) =>
        list.Ranges.Select(range => Judge(range, list)).OfType<Finding>();

    /// <summary>The finding in a range of a list, or null.</summary>
    private protected abstract Finding? Judge(LintRange range, LintList list);
}
