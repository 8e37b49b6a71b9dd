using System.Runtime.InteropServices;

namespace MsrSpec.Cli;

/// <summary>What runs in this process: another program can take its place.</summary>
internal static partial class ProcessImage
{
    private const int BrokenPipe = 13;

    /// <summary>
    /// Becomes another program, in the same process: every signal reaches it, and its exit status is that of this
    /// process. Handlers of signals end with this program, and its files are closed, for the runtime opens them so.
    /// </summary>
    /// <param name="file">The program, which is looked for on the path if it is a name.</param>
    /// <param name="arguments">What stands behind its name.</param>
    /// <returns>Why it could not be; if it can, this does not return.</returns>
    public static string Become(string file, IEnumerable<string> arguments)
    {
        // The runtime ignores this signal, and what is ignored stays so.
        nint before = SetSignal(BrokenPipe, 0);
        DeleteDiagnosticsSocket();
        _ = Execute(file, [file, .. arguments, null]);
        int error = Marshal.GetLastPInvokeError();
        _ = SetSignal(BrokenPipe, before);
        return Marshal.GetPInvokeErrorMessage(error);
    }

    /// <summary>
    /// Deletes what diagnostic tools find this runtime by. The name is made of the process, so it would keep the next
    /// runtime from having its own, and would never be deleted.
    /// </summary>
    private static void DeleteDiagnosticsSocket()
    {
        string pattern = FormattableString.Invariant($"dotnet-diagnostic-{Environment.ProcessId}-*-socket");
        foreach (string socket in Directory.GetFiles(Path.GetTempPath(), pattern))
        {
            File.Delete(socket);
        }
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string file, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSignal(int number, nint action);
}
