using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Policies.Linting.Findings;

/// <summary>A place where somebody got something wrong.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Message">What is wrong there, with its numbers; without a full stop.</param>
/// <param name="Instead">What to write there instead; without a full stop.</param>
public sealed record Finding(LintRule Rule, LintPlace Place, string Message, string Instead);
