using System.Globalization;
using System.Runtime.InteropServices;

namespace MsrSpec.Fuzz.Engine.Processes;

/// <summary>What this process asks of the system for itself.</summary>
public static partial class ThisProcess
{
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;
    private const string StatusFile = "/proc/self/status";
    private const string IgnoredSignals = "SigIgn:";

    private static readonly int[] Expected = [Interrupt, Quit, Terminate];

    /// <summary>Ends it now: nothing that is registered for its end is done, and no thread is waited for.</summary>
    public static void Leave(int status) => LeaveNow(status);

    /// <summary>Asks it to end, as anybody else may: by SIGTERM.</summary>
    public static void AskToEnd() => _ = Send(Environment.ProcessId, Terminate);

    /// <summary>
    /// Takes the signals that ask a process to end although they are ignored: a script ignores SIGINT and SIGQUIT for
    /// what it starts in the background, and the runtime would respect that. libFuzzer does not. SIGHUP is another
    /// matter: it is nohup that ignores it.
    /// </summary>
    public static void HeedSignals()
    {
        if (!File.Exists(StatusFile))
        {
            return;
        }

        string ignoring = File.ReadLines(StatusFile)
            .First(line => line.StartsWith(IgnoredSignals, StringComparison.Ordinal));
        ulong ignored = ulong.Parse(
            ignoring.AsSpan(IgnoredSignals.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        foreach (int signal in Expected.Where(signal => (ignored & (1UL << (signal - 1))) != 0))
        {
            _ = SetSignal(signal, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void LeaveNow(int status);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSignal(int number, nint action);
}
