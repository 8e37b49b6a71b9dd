using System.Diagnostics;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Registry;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli;

/// <summary>Carries out a <c>check</c>: recovers what a dead checker left, runs the jobs, reports.</summary>
internal static class CheckRun
{
    /// <summary>Starts a check.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="jobs">The jobs that it comes to.</param>
    /// <returns>The exit status.</returns>
    public static int Start(CheckRequest request, IReadOnlyList<CheckJob> jobs)
    {
        using Interruption interruption = new();
        CheckSession session = new(CounterexampleFolder.Open(request.Folder), request.Seed, ToolVersion.Text)
        {
            Signal = interruption.Token,
        };
        CheckOutput output = new(request.Json is { IsStandardOutput: true } ? Terminal.Error : Terminal.Output);
        TimeShares time = new(request.Seconds);
        using CancellationTokenSource all = time.Next(1, interruption.Token);
        List<ShrunkFinding> recovered = Recover(request, session, output, all.Token);
        List<TimedReport> reports = [];
        for (int i = 0; i < jobs.Count && !interruption.Interrupted; i++)
        {
            using CancellationTokenSource end = time.Next(jobs.Count - i, interruption.Token);
            reports.Add(RunJob(session, jobs[i], output, interruption, end.Token));
        }

        CheckResult result = new(reports, recovered, jobs.Count, interruption.Interrupted);
        output.Summary(result, request);
        request.Json?.Write(CheckJson.Write(request, result));
        return result.Status;
    }

    private static TimedReport RunJob(
        CheckSession session, CheckJob job, CheckOutput output, Interruption interruption, CancellationToken end)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
        JobReport report = output.Track(job, progress => session.Run(job, progress, end));
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - processorBefore;
        TimedReport timed = new(report, Stopwatch.GetElapsedTime(start), processor, interruption.Interrupted);
        output.Finished(timed);
        return timed;
    }

    private static List<ShrunkFinding> Recover(
        CheckRequest request, CheckSession session, CheckOutput output, CancellationToken end)
    {
        List<ShrunkFinding> recovered = [];
        IReadOnlyList<(string Path, string Why)> kept = JournalRecovery.Run(
            request.Folder, inFlight => Recover(session, inFlight, recovered, end));
        output.Recovered(recovered, kept);
        return recovered;
    }

    /// <summary>Carries out a sequence that a checker which died left.</summary>
    /// <returns>Why it must stay where it is, or null.</returns>
    private static string? Recover(
        CheckSession session, InFlight inFlight, List<ShrunkFinding> recovered, CancellationToken end)
    {
        if (MachineRegistry.Find(inFlight.Machine) is not { } machine)
        {
            return $"it is of the machine '{inFlight.Machine}', which is not known here";
        }

        if (Dialect.Find(inFlight.Reference) is not { } dialect)
        {
            return $"it is of the dialect '{inFlight.Reference}', which is not known here";
        }

        try
        {
            CheckJob job = CheckPlan.Random(machine, dialect, null);
            if (session.Recover(inFlight, job, end) is { } finding)
            {
                recovered.Add(finding);
                return finding.Problem;
            }

            return null;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return "the check was ended before it had carried it out";
        }
#pragma warning disable CA1031 // What killed one checker may throw anything in the next, which has other work to do.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"its sequence ends in {failure.GetType().Name}: {failure.Message}";
        }
    }
}
