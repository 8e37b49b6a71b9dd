using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>The processor time of the child processes that have ended, by <c>getrusage</c>.</summary>
internal static unsafe partial class ChildTimes
{
    private const int EndedChildren = -1;
    private const int UsageSize = 144;
    private const double Microsecond = 1e-6;

    /// <summary>Seconds in user and kernel mode, of all of them together.</summary>
    /// <exception cref="InvalidOperationException">The system refuses.</exception>
    public static double Seconds()
    {
        // Four numbers are of interest: seconds and microseconds in user mode, then both in kernel mode.
        long* usage = stackalloc long[UsageSize / sizeof(long)];
        return GetUsage(EndedChildren, usage) == 0
            ? usage[0] + usage[2] + ((usage[1] + usage[3]) * Microsecond)
            : throw new InvalidOperationException("getrusage failed");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int whose, long* usage);
}
