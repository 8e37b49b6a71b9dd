namespace MsrSpec.Policies.Linting.Findings;

/// <summary>How bad a finding is.</summary>
public enum LintLevel
{
    /// <summary>It works, and could be better.</summary>
    Note,

    /// <summary>The kernel takes it, and it hardly does what was meant.</summary>
    Warning,

    /// <summary>The kernel refuses it, or does something else than what stands there.</summary>
    Error,
}
