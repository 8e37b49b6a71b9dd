using System.Globalization;
using System.Text;

namespace MsrSpec.Files;

/// <summary>
/// Writes files that are there whole or not at all: a temporary file in the target's folder, flushed, then renamed. A
/// write that fails leaves neither a half file nor a temporary one.
/// </summary>
public static class AtomicFile
{
    private const string Prefix = ".msrspec-";
    private const string Suffix = ".tmp";

    private static int _count;

    /// <summary>Writes a text.</summary>
    /// <exception cref="IOException">It cannot be written; what stood there still stands.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">They cannot be written; what stood there still stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Replace(path, bytes);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: {FileProblem.Of(refusal)}", refusal);
        }
    }

    private static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = TemporaryIn(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            if (!OperatingSystem.IsWindows() && File.Exists(path))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(path));
            }

            // Renamed while it is held: nobody can take it for one whose process has gone.
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Deletes the temporary files of processes that were killed while they wrote.</summary>
    /// <param name="folder">The folder; those below it are looked through as well.</param>
    public static void DeleteAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (string path in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}", options))
        {
            using FileStream? unheld = UnheldFile.Open(path);
            if (unheld is not null)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Whether files can be made in a folder: says why not, and leaves nothing behind.</summary>
    internal static string? WhyNotIn(string folder)
    {
        try
        {
            string temporary = TemporaryIn(folder);
            new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
            File.Delete(temporary);
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return FileProblem.Of(refusal);
        }
    }

    private static string TemporaryIn(string folder)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{Guid.NewGuid():n}{Suffix}");
        return Path.Combine(folder, name);
    }
}
