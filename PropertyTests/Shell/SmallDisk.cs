using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>A disk of a few pages, which is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Mounts it; skips the test where that is not allowed.</summary>
    /// <param name="bytes">Its size.</param>
    public SmallDisk(long bytes)
    {
        string whyNot = Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={bytes}"), "tmpfs", Path);
        if (whyNot.Length > 0)
        {
            _folder.Dispose();
            Assert.Skip($"no small disk can be mounted here: {whyNot}");
        }
    }

    /// <summary>Where it is.</summary>
    public string Path => _folder.Path;

    /// <summary>Every file on it.</summary>
    public IEnumerable<string> Files => _folder.Files;

    /// <summary>A file on it.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Leaves no space.</summary>
    public void Fill()
    {
        using FileStream file = new(File("fill"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        byte[] page = new byte[Environment.SystemPageSize];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Dispose()
    {
        _ = Run("umount", Path);
        _folder.Dispose();
    }

    private static string Run(string program, params string[] words)
    {
        try
        {
            ProcessStartInfo start = new(program, words) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? string.Empty : $"{program}: exit status {process.ExitCode} {errors.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
