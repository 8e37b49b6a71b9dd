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

        if (request.JsonFile is not null
            && (Directory.Exists(request.JsonFile) || !Directory.Exists(FolderOf(request.JsonFile))))
        {
            return CommandLine.Fail($"--json: {request.JsonFile} is no file that can be written");
        }

        if (File.Exists(request.Folder))
        {
            return CommandLine.Fail($"--counterexamples: {request.Folder} is no folder");
        }

        using Interruption interruption = new(request.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Replayer replayer = new(Machines.Make);
        CounterexampleStore store = new(
            request.Folder, (path, text) => replayer.Replay(path, text).Verdict == ReplayVerdict.Holds);
        store.Sweep();
        CheckSession session = new(store, request.Seed, ToolVersion.Text);
        CheckOutput output = new();
        List<ShrunkFinding> recovered = Recover(request, session, output);
        List<TimedReport> reports = [];
        foreach (CheckJob job in jobs)
        {
            if (interruption.Interrupted)
            {
                break;
            }

            reports.Add(RunJob(session, job, output, interruption));
        }

        CheckResult result = new(reports, recovered, jobs.Count, interruption.Interrupted);
        output.Summary(result, request);
        if (request.JsonFile is not null)
        {
            AtomicFile.Write(request.JsonFile, CheckJson.Write(request, result));
        }

        return result.IsAsExpected ? ExitStatus.Success : ExitStatus.Found;
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

    private static List<ShrunkFinding> Recover(CheckRequest request, CheckSession session, CheckOutput output)
    {
        List<ShrunkFinding> recovered = [];
        IReadOnlyList<string> kept = InFlightJournal.Recover(request.Folder, inFlight =>
        {
            if (Machines.Find(inFlight.Machine) is not { } create
                || Dialect.Find(inFlight.Reference) is not { } dialect)
            {
                return false;
            }

            CheckJob job = CheckPlan.Random(inFlight.Machine, create, dialect, null);
            if (session.Recover(inFlight, job) is { } finding)
            {
                recovered.Add(finding);
            }

            return true;
        });
        output.Recovered(recovered, kept);
        return recovered;
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;
}
