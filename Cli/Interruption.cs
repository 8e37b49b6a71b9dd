using System.Runtime.InteropServices;

namespace MsrSpec.Cli;

/// <summary>Turns Ctrl-C and a time limit into a cancellation, so that a run ends with its report.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _signal = new();
    private readonly CancellationTokenSource _limited;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Listens to signals.</summary>
    /// <param name="limit">The time limit, or null.</param>
    public Interruption(TimeSpan? limit)
    {
        _limited = CancellationTokenSource.CreateLinkedTokenSource(_signal.Token);
        if (limit is { } time)
        {
            _limited.CancelAfter(time);
        }

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Ends what has the time limit.</summary>
    public CancellationToken Token => _limited.Token;

    /// <summary>Ends what has no time limit.</summary>
    public CancellationToken Signal => _signal.Token;

    /// <summary>Whether a signal came.</summary>
    public bool Interrupted => _signal.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _limited.Dispose();
        _signal.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _signal.Cancel();
    }
}
