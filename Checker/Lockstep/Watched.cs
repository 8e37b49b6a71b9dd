using System.Runtime;
using System.Runtime.ExceptionServices;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// Work that is ended when a machine under test does not answer. Whatever else the work waits for is not the machine's
/// fault: a reader of the progress may take his time.
/// </summary>
internal static class Watched
{
    /// <summary>Several: a process that was stopped for long goes on as if the whole time had passed at once.</summary>
    private const int Looks = 4;

    /// <summary>Work looks itself whether it shall go on; if not by the second look, it waits for a machine.</summary>
    private const int LooksOnceCancelled = 2;
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    /// <summary>Does work, on a thread of its own.</summary>
    /// <param name="work">The work. What it was about is not to be used again if it was ended.</param>
    /// <param name="watched">Tells which answer it waits for.</param>
    /// <param name="patience">How long one answer may take.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>How it ended; what it threw by itself is thrown.</returns>
    public static WorkEnd Run(
        Action work, IWatched watched, TimeSpan patience, CancellationToken cancellation = default)
    {
        using CancellationTokenSource end = new();
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() => thrown = Carry(work, end.Token)) { IsBackground = true };
        thread.Start();
        long? last = watched.Awaited;
        int cancelled = 0;
        for (int still = 0; !thread.Join(patience / Looks); still++)
        {
            long? now = watched.Awaited;
            still = now is not null && now == last ? still : -1;
            last = now;
            cancelled += cancellation.IsCancellationRequested ? 1 : 0;
            bool isUnanswered = still == Looks - 1;
            if (isUnanswered || cancelled == LooksOnceCancelled)
            {
                watched.GiveUp();
            }

            if (isUnanswered || (cancelled >= LooksOnceCancelled && now is not null))
            {
                End(thread, end);
                return isUnanswered ? WorkEnd.Unanswered : WorkEnd.Cancelled;
            }
        }

        if (cancelled >= LooksOnceCancelled && thrown?.SourceException is OperationCanceledException)
        {
            return WorkEnd.Cancelled;
        }

        thrown?.Throw();
        return WorkEnd.Done;
    }

    private static ExceptionDispatchInfo? Carry(Action work, CancellationToken end)
    {
        try
        {
#pragma warning disable SYSLIB0046 // What is cut off is a machine that belongs to this check alone and is thrown away.
            ControlledExecution.Run(work, end);
#pragma warning restore SYSLIB0046
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the thread that waits for the work throws it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>Ends what waits, and what computes; something else lasts as long as the process.</summary>
    private static void End(Thread thread, CancellationTokenSource end)
    {
        thread.Interrupt();
        if (!thread.Join(LastWait / Looks))
        {
            _ = end.CancelAsync();
            _ = thread.Join(LastWait);
        }
    }
}
