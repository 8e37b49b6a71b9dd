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
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    /// <summary>Does work, on a thread of its own.</summary>
    /// <param name="work">The work. What it was about is not to be used again if it was ended.</param>
    /// <param name="awaited">The number of the answer that it waits for, or null if it waits for none.</param>
    /// <param name="patience">How long the number may stay the same.</param>
    /// <returns>Whether it came to its end by itself; what it threw is thrown.</returns>
    public static bool Run(Action work, Func<long?> awaited, TimeSpan patience)
    {
        using CancellationTokenSource end = new();
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(() => thrown = Carry(work, end.Token)) { IsBackground = true };
        thread.Start();
        long? last = awaited();
        for (int still = 0; !thread.Join(patience / Looks); still++)
        {
            long? now = awaited();
            still = now is not null && now == last ? still : -1;
            last = now;
            if (still == Looks - 1)
            {
                End(thread, end);
                return false;
            }
        }

        thrown?.Throw();
        return true;
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
