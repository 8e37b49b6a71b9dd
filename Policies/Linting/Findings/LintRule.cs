using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Findings;

/// <summary>Something that users of the interfaces get wrong.</summary>
/// <param name="id">Its name, which never changes: small letters, with hyphens.</param>
/// <param name="level">How bad it is.</param>
/// <param name="sentence">What is wrong, and what the kernel then does.</param>
/// <param name="advice">What to write instead.</param>
public abstract class LintRule(string id, LintLevel level, string sentence, string advice)
{
    /// <summary>Its name.</summary>
    public string Id { get; } = id;

    /// <summary>How bad it is.</summary>
    public LintLevel Level { get; } = level;

    /// <summary>What is wrong, and what the kernel then does: one sentence with its full stop.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>What to write instead: one sentence with its full stop.</summary>
    public string Advice { get; } = advice;

    /// <summary>Every place where it is so, in the order of the input.</summary>
    internal abstract IEnumerable<Finding> Judge(LintSubject subject);

    /// <summary>A finding.</summary>
    private protected Finding Found(LintPlace place, string message, string instead) =>
        new(this, place, message, instead);
}
