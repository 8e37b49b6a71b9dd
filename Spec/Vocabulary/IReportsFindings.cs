namespace MsrSpec.Spec.Vocabulary;

/// <summary>A machine that says more than an outcome does about what was wrong in a command, and where.</summary>
public interface IReportsFindings
{
    /// <summary>What was wrong in the last command, a sentence each; none if nothing was.</summary>
    public IEnumerable<string> Findings { get; }
}
