using MsrSpec.Checker.Running;

namespace MsrSpec.Cli;

/// <summary>What a check showed, and the one judgement of it that text, JSON and exit status share.</summary>
/// <param name="Reports">The jobs that ran.</param>
/// <param name="Recovered">What a checker that died had left in flight.</param>
/// <param name="Jobs">How many jobs there were to run.</param>
/// <param name="Interrupted">Whether a signal ended it.</param>
internal sealed record CheckResult(
    IReadOnlyList<TimedReport> Reports, IReadOnlyList<ShrunkFinding> Recovered, int Jobs, bool Interrupted)
{
    /// <summary>Whether every job ran and showed what it should, and nothing new was recovered.</summary>
    public bool IsAsExpected => !Interrupted
        && Reports.Count == Jobs
        && Reports.All(report => report.Verdict == JobVerdict.AsExpected)
        && Recovered.All(finding => finding.Defect is not null);

    /// <summary>The verdict in one line.</summary>
    public string Summary
    {
        get
        {
            bool isNew = Recovered.Any(finding => finding.Defect is null)
                || Reports.Any(report => report.Verdict == JobVerdict.NotExpected);
            return isNew ? "something new was found: see above"
                : Interrupted ? "interrupted: the run is not complete"
                : IsAsExpected ? "everything as expected"
                : "not complete: something known was not found, or a bound was hit: see above";
        }
    }
}
