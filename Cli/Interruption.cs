using System.Runtime.InteropServices;

namespace MsrSpec.Cli;

/// <summary>Turns Ctrl-C and a time limit into a cancellation, so that a run ends with its report.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Listens to signals.</summary>
    /// <param name="limit">The time limit, or null.</param>
    public Interruption(TimeSpan? limit)
    {
        if (limit is { } time)
        {
            _source.CancelAfter(time);
        }

        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>What a run looks at.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a signal came.</summary>
    public bool Interrupted { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Interrupted = true;
        _source.Cancel();
    }
}
