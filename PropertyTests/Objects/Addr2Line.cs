using System.ComponentModel;
using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>What the program of that name, which is not ours, says of an object.</summary>
internal static class Addr2Line
{
    private const string Program = "addr2line";

    /// <summary>The lines of each byte of a section of code, as <c>posted.c:80</c>; null where it has none.</summary>
    /// <param name="bytes">The object.</param>
    /// <param name="section">The section's name.</param>
    /// <param name="size">Its bytes.</param>
    public static string?[] LinesOf(byte[] bytes, string section, int size)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("asked.o");
        File.WriteAllBytes(path, bytes);
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(
                    Program, ["-e", path, "-j", section, .. Enumerable.Range(0, size).Select(at => $"0x{at:x}")])
                {
                    RedirectStandardOutput = true,
                })!;
            string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            Assert.Equal((0, size), (process.ExitCode, lines.Length));
            return [.. lines.Select(Shortened)];
        }
        catch (Win32Exception failure)
        {
            Assert.Skip($"no {Program} here: {failure.Message}");
            throw;
        }
    }

    private static string? Shortened(string line)
    {
        string place = Path.GetFileName(line.Split(' ')[0]);
        return place.EndsWith(":0", StringComparison.Ordinal) || place.Contains('?', StringComparison.Ordinal)
            ? null : place;
    }
}
