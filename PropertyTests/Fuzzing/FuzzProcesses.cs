using System.Diagnostics;
using System.Text;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>
/// The processes of a run, whoever started them: all have the folder of the run in their command lines. Those that
/// have ended and are only waited for have none. A shell that is about to become one, or has forked what fills a pipe,
/// is not counted: it has no handler of signals yet.
/// </summary>
internal static class FuzzProcesses
{
    private const string Shell = "sh\0";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>How many there are now.</summary>
    public static int Count(string folder) =>
        Directory.EnumerateDirectories("/proc").Count(process => Has(process, folder));

    /// <summary>Waits until there are so many, and a bit more: then they run inputs, as a rule.</summary>
    public static async Task WaitForAsync(string folder, int count, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (Count(folder) < count)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60),
                $"there are {Count(folder)} processes, not {count}");
            await Task.Delay(Look, cancellation);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
    }

    /// <summary>Fails if some are left after a time.</summary>
    public static async Task AssertNoneAsync(string folder, TimeSpan time, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (Count(folder) > 0 && Stopwatch.GetElapsedTime(start) < time)
        {
            await Task.Delay(Look, cancellation);
        }

        Assert.Equal(0, Count(folder));
    }

    /// <summary>Sends a signal to one process, and to no other.</summary>
    public static async Task SignalAsync(Process process, string signal, CancellationToken cancellation)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellation);
    }

    private static bool Has(string process, string folder)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(process)[0]))
        {
            return false;
        }

        try
        {
            string words = Encoding.UTF8.GetString(File.ReadAllBytes($"{process}/cmdline"));
            return words.Contains(folder, StringComparison.Ordinal)
                && !words.StartsWith(Shell, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It has ended meanwhile.
        }
    }
}
