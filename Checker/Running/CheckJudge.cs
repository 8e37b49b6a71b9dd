namespace MsrSpec.Checker.Running;

/// <summary>Judges a whole check: what was found comes before what was not reached.</summary>
public static class CheckJudge
{
    /// <summary>The verdict; a divergence that is new outweighs everything.</summary>
    /// <param name="findings">What the jobs found, and what was recovered.</param>
    /// <param name="verdicts">What to make of each job that ran.</param>
    /// <param name="jobs">How many jobs there were to run.</param>
    /// <param name="interrupted">Whether a signal ended the check.</param>
    public static CheckVerdict Judge(
        IReadOnlyList<ShrunkFinding> findings, IReadOnlyList<JobVerdict> verdicts, int jobs, bool interrupted) =>
        findings.Any(finding => finding.Defect is null) ? CheckVerdict.SomethingNew
        : interrupted ? CheckVerdict.Interrupted
        : findings.Any(finding => finding.Problem is not null) ? CheckVerdict.NotWritten
        : verdicts.Contains(JobVerdict.KnownNotFound) ? CheckVerdict.KnownNotFound
        : verdicts.Contains(JobVerdict.NotComplete) || verdicts.Count < jobs ? CheckVerdict.NotComplete
        : CheckVerdict.AsExpected;
}
