using MsrSpec.Checker.Running;
using MsrSpec.Shell;

namespace MsrSpec.Cli;

/// <summary>What a check showed, and the words and the exit status for what to make of it.</summary>
/// <param name="Reports">The jobs that ran.</param>
/// <param name="Recovered">What a checker that died had left in flight.</param>
/// <param name="Jobs">How many jobs there were to run.</param>
/// <param name="Interrupted">Whether a signal ended it.</param>
internal sealed record CheckResult(
    IReadOnlyList<TimedReport> Reports, IReadOnlyList<ShrunkFinding> Recovered, int Jobs, bool Interrupted)
{
    /// <summary>Whether every job ran and showed what it should, and nothing new was recovered.</summary>
    public bool IsAsExpected => Status == ExitStatus.Success;

    /// <summary>The exit status: what was found comes before what was not reached.</summary>
    public int Status => Judgement.Status;

    /// <summary>The verdict in one line.</summary>
    public string Summary => Judgement.Summary;

    private (int Status, string Summary) Judgement => CheckJudge.Judge(
        [.. Reports.SelectMany(timed => timed.Report.Findings), .. Recovered],
        [.. Reports.Select(timed => timed.Verdict)],
        Jobs,
        Interrupted) switch
    {
        CheckVerdict.AsExpected => (ExitStatus.Success, "everything as expected"),
        CheckVerdict.SomethingNew => (ExitStatus.Found, "something new was found: see above"),
        CheckVerdict.Interrupted => (ExitStatus.Interrupted, "interrupted: the run is not complete"),
        CheckVerdict.NotWritten => (ExitStatus.Usage, "a counterexample could not be written: see above"),
        CheckVerdict.KnownNotFound => (ExitStatus.Found, "something known was not found: see above"),
        CheckVerdict.NotComplete => (
            ExitStatus.NotComplete, "not complete: time or a bound ended a job before its end: see above"),
    };
}
