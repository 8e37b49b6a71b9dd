using MsrSpec.Checker.Running;
using MsrSpec.Shell;

namespace MsrSpec.Cli;

/// <summary>What a check showed, and the one judgement of it that text, JSON and exit status share.</summary>
/// <param name="Reports">The jobs that ran.</param>
/// <param name="Recovered">What a checker that died had left in flight.</param>
/// <param name="Jobs">How many jobs there were to run.</param>
/// <param name="Interrupted">Whether a signal ended it.</param>
internal sealed record CheckResult(
    IReadOnlyList<TimedReport> Reports, IReadOnlyList<ShrunkFinding> Recovered, int Jobs, bool Interrupted)
{
    private const string SomethingNew = "something new was found: see above";

    /// <summary>Whether every job ran and showed what it should, and nothing new was recovered.</summary>
    public bool IsAsExpected => Status == ExitStatus.Success;

    /// <summary>The exit status: what was found comes before what was not reached.</summary>
    public int Status => Judgement.Status;

    /// <summary>The verdict in one line.</summary>
    public string Summary => Judgement.Summary;

    private IEnumerable<ShrunkFinding> Findings => Reports.SelectMany(timed => timed.Report.Findings).Concat(Recovered);

    private (int Status, string Summary) Judgement =>
        Findings.Any(finding => finding.Defect is null) ? (ExitStatus.Found, SomethingNew)
        : Interrupted ? (ExitStatus.Interrupted, "interrupted: the run is not complete")
        : Findings.Any(finding => finding.Problem is not null)
            ? (ExitStatus.Usage, "a counterexample could not be written: see above")
        : Has(JobVerdict.KnownNotFound) ? (ExitStatus.Found, "something known was not found: see above")
        : Has(JobVerdict.NotComplete) || Reports.Count < Jobs
            ? (ExitStatus.NotComplete, "not complete: time or a bound ended a job before its end: see above")
        : (ExitStatus.Success, "everything as expected");

    private bool Has(JobVerdict verdict) => Reports.Any(report => report.Verdict == verdict);
}
