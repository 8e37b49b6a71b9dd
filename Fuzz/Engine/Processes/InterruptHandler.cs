using System.Runtime.InteropServices;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Engine.Processes;

/// <summary>
/// What is done when somebody asks this process to end. Of several the newest acts: it knows best what runs. libFuzzer
/// answers the signals itself once it runs.
/// </summary>
public sealed class InterruptHandler : IDisposable
{
    /// <summary>How long the end may take: it may wait for an output that nobody reads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Action _end;
    private readonly IReadOnlyList<IDisposable> _registrations;

    /// <summary>From now on this is done.</summary>
    /// <param name="end">Leads to the end of the process; is called on a thread of its own.</param>
    public InterruptHandler(Action end)
    {
        _end = end;
        _registrations = EndingSignals.Handle(OnSignal);
    }

    /// <summary>It is done no more.</summary>
    public void Dispose()
    {
        foreach (IDisposable registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static void LeaveInTime()
    {
        Thread.Sleep(Patience);
        ThisProcess.Leave(EngineStatus.Interrupted);
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
