using System.Runtime.InteropServices;

namespace MsrSpec.Shell;

/// <summary>
/// Turns the signals that end a program into a cancellation, so that a run ends with its report and leaves nothing
/// behind. Output that nobody reads any more (the reader of a pipe has ended) is such a signal too.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _signal = new();
    private readonly IReadOnlyList<IDisposable> _registrations;
    private readonly Timer _outputWatch;
    private bool _isDisposed;

    /// <summary>Listens to signals.</summary>
    public Interruption()
    {
        _registrations = EndingSignals.Handle(OnSignal);
        _outputWatch = new Timer(_ => LookAtOutput(), null, BetweenLooks, BetweenLooks);
    }

    /// <summary>Is cancelled once a signal comes.</summary>
    public CancellationToken Token => _signal.Token;

    /// <summary>Whether a signal came.</summary>
    public bool Interrupted => _signal.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable registration in _registrations)
        {
            registration.Dispose();
        }

        _outputWatch.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _signal.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Cancel();
    }

    private void LookAtOutput()
    {
        if (StandardStreams.IsOutputUnread)
        {
            Cancel();
        }
    }

    /// <summary>Signals and the timer come on other threads, and may come late.</summary>
    private void Cancel()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _signal.Cancel();
            }
        }
    }
}
