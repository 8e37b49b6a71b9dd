namespace MsrSpec.Checker.Running;

/// <summary>
/// How long a job may still look closely at what it has found: to a signal, or for a grace behind the end of its time.
/// </summary>
internal sealed class ClosingTime : IDisposable
{
    private readonly CancellationTokenSource _closed;
    private readonly CancellationTokenRegistration _end;

    /// <summary>Of one job.</summary>
    /// <param name="grace">How long it lasts once the job's time is over.</param>
    /// <param name="end">Is cancelled when that is so.</param>
    /// <param name="signal">Ends it at once.</param>
    public ClosingTime(TimeSpan grace, CancellationToken end, CancellationToken signal)
    {
        _closed = CancellationTokenSource.CreateLinkedTokenSource(signal);
        _end = end.Register(() => _closed.CancelAfter(grace));
    }

    /// <summary>Is cancelled when it is over.</summary>
    public CancellationToken Token => _closed.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _closed.Dispose();
    }
}
