using MsrSpec.Checker.Running;

namespace MsrSpec.Cli;

/// <summary>A job's report with the time that it took.</summary>
/// <param name="Report">The report.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Processor">Processor time of the process, the runtime's own threads included.</param>
/// <param name="Interrupted">Whether a signal ended it, rather than its share of the time.</param>
internal sealed record TimedReport(JobReport Report, TimeSpan Elapsed, TimeSpan Processor, bool Interrupted)
{
    /// <summary>Commands a second of wall-clock time.</summary>
    public double Rate => Report.Commands / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>What to make of it.</summary>
    public JobVerdict Verdict => Report.Judge(Interrupted);
}
