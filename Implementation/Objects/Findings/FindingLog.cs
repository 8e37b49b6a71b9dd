namespace MsrSpec.Implementation.Objects.Findings;

/// <summary>The findings of a machine since it was last looked at; each is kept once.</summary>
internal sealed class FindingLog
{
    private readonly List<Finding> _findings = [];

    /// <summary>The findings, in the order of time.</summary>
    public IReadOnlyList<Finding> All => _findings;

    /// <summary>Takes one down.</summary>
    public void Add(Finding finding)
    {
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    /// <summary>Forgets them.</summary>
    public void Clear() => _findings.Clear();
}
