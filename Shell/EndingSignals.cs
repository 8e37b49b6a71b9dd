using System.Runtime.InteropServices;

namespace MsrSpec.Shell;

/// <summary>
/// The signals that ask a program to end: of a terminal, of a service manager, of a session that is over.
/// </summary>
public static class EndingSignals
{
    private static readonly PosixSignal[] All =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    /// <summary>Handles all of them; one that is ignored when the program starts stays so (nohup).</summary>
    /// <param name="handler">Is called on another thread.</param>
    /// <returns>What ends that when it is disposed of.</returns>
    public static IReadOnlyList<IDisposable> Handle(Action<PosixSignalContext> handler) =>
        [.. All.Select(signal => PosixSignalRegistration.Create(signal, handler))];
}
