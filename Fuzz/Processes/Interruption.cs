using System.Runtime.InteropServices;
using MsrSpec.Fuzz.Engines;

namespace MsrSpec.Fuzz.Processes;

/// <summary>
/// What is done when somebody asks this process to end. Of several the newest acts: it knows best what runs. libFuzzer
/// answers the signals itself once it runs.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly PosixSignal[] Signals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    /// <summary>How long the end may take: it may wait for an output that nobody reads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Action _end;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>From now on this is done.</summary>
    /// <param name="end">Leads to the end of the process; is called on a thread of its own.</param>
    public Interruption(Action end)
    {
        _end = end;
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>It is done no more.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static void LeaveInTime()
    {
        Thread.Sleep(Patience);
        ThisProcess.Leave(ExitStatus.Interrupted);
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (context.Cancel)
        {
            return; // a newer one has acted
        }

        context.Cancel = true;
        new Thread(LeaveInTime) { IsBackground = true, Name = "patience" }.Start();
        _end();
    }
}
