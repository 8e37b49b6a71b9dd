using System.Diagnostics;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli;

/// <summary>Carries out a <c>check</c>: recovers what a dead checker left, runs the jobs, reports.</summary>
internal static class CheckRun
{
    /// <summary>Starts a check.</summary>
    /// <returns>The exit status.</returns>
    public static int Start(CheckRequest request)
    {
        if (CheckPlan.Make(request, out IReadOnlyList<CheckJob> jobs) is { } problem)
        {
            return CommandLine.Fail(problem);
        }

        if (request.JsonFile is not null && !Directory.Exists(FolderOf(request.JsonFile)))
        {
            return CommandLine.Fail($"--json: the folder of {request.JsonFile} does not exist");
        }

        using Interruption interruption = new(request.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        CheckSession session = new(new CounterexampleStore(request.Folder), request.Seed, ToolVersion.Text);
        CheckOutput output = new();
        List<ShrunkFinding> recovered = Recover(request, session);
        output.Recovered(recovered);
        List<TimedReport> reports = [];
        foreach (CheckJob job in jobs)
        {
            if (interruption.Interrupted)
            {
                break;
            }

            reports.Add(RunJob(session, job, output, interruption));
        }

        output.Summary(reports, request, interruption.Interrupted);
        if (request.JsonFile is not null)
        {
            AtomicFile.Write(request.JsonFile, CheckJson.Write(request, reports));
        }

        bool expected = recovered.All(finding => finding.Defect is not null)
            && reports.Count == jobs.Count && reports.All(report => report.IsAsExpected);
        return expected ? ExitStatus.Success : ExitStatus.Found;
    }

    private static TimedReport RunJob(
        CheckSession session, CheckJob job, CheckOutput output, Interruption interruption)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
        CancellationToken cancellation =
            job.Mode == CheckMode.Random ? interruption.Token : interruption.Signal;
        JobReport report = output.Track(job, progress => session.Run(job, progress, cancellation));
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - processorBefore;
        TimedReport timed = new(report, Stopwatch.GetElapsedTime(start), processor, interruption.Interrupted);
        output.Finished(timed);
        return timed;
    }

    private static List<ShrunkFinding> Recover(CheckRequest request, CheckSession session)
    {
        List<ShrunkFinding> recovered = [];
        InFlightJournal.Recover(request.Folder, inFlight =>
        {
            if (Machines.Find(inFlight.Machine) is { } create && Dialect.Find(inFlight.Reference) is { } dialect
                && session.Recover(inFlight, CheckPlan.Random(inFlight.Machine, create, dialect, null)) is { } finding)
            {
                recovered.Add(finding);
            }
        });
        return recovered;
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;
}
