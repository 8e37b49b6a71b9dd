using System.Diagnostics;

namespace MsrSpec.Cli;

/// <summary>
/// Shares a time among jobs that run one after the other: what one does not need goes to those behind it.
/// </summary>
/// <param name="seconds">The time for all of them; null for no limit.</param>
internal sealed class TimeShares(double? seconds)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Begins the next job's share.</summary>
    /// <param name="jobs">How many jobs there are from this one on, at least 1.</param>
    /// <param name="signal">What ends a job besides.</param>
    /// <returns>What ends the job.</returns>
    public CancellationTokenSource Next(int jobs, CancellationToken signal)
    {
        CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(signal);
        if (seconds is { } all)
        {
            double left = all - Stopwatch.GetElapsedTime(_start).TotalSeconds;
            end.CancelAfter(TimeSpan.FromSeconds(Math.Max(0, left / jobs)));
        }

        return end;
    }
}
