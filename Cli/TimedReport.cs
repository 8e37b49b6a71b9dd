using MsrSpec.Checker.Running;

namespace MsrSpec.Cli;

/// <summary>A job's report with the time that it took.</summary>
/// <param name="Report">The report.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Processor">Processor time of the process, the runtime's own threads included.</param>
/// <param name="Interrupted">Whether a signal ended it, rather than its time limit.</param>
internal sealed record TimedReport(JobReport Report, TimeSpan Elapsed, TimeSpan Processor, bool Interrupted)
{
    /// <summary>Commands a second of wall-clock time.</summary>
    public double Rate => Report.Commands / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>
    /// What to make of it. A time limit is a bound like any other: a job needs no more than that allows.
    /// </summary>
    public JobVerdict Verdict
    {
        get
        {
            if (Report.Findings.Any(finding => finding.Defect is null))
            {
                return JobVerdict.NotExpected;
            }

            bool closed = Report.Job.Mode == CheckMode.Random || Report.Complete;
            bool complete = closed && !Interrupted && Report.Commands > 0 && Report.Missing.Count == 0;
            return complete ? JobVerdict.AsExpected : JobVerdict.NotComplete;
        }
    }
}
