using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Findings;

/// <summary>A rule about ranges that are in force together.</summary>
/// <param name="id">Its name.</param>
/// <param name="level">How bad it is.</param>
/// <param name="sentence">What is wrong.</param>
/// <param name="advice">What to write instead.</param>
internal abstract class ListRule(string id, LintLevel level, string sentence, string advice)
    : LintRule(id, level, sentence, advice)
{
    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) => subject.Lists.SelectMany(Judge);

    private protected abstract IEnumerable<Finding> Judge(LintList list);
}
