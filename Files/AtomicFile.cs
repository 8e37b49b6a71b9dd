using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MsrSpec.Files;

/// <summary>
/// Writes files that are there whole or not at all: a temporary file in the target's folder, flushed, then renamed. A
/// write that fails leaves neither a half file nor a temporary one.
/// </summary>
public static partial class AtomicFile
{
    private const int NamePartLength = 32;
    private const int MostAttempts = 3;

    /// <summary>The folder of counterexamples, those of its machines, and those of the fuzzer's targets.</summary>
    private const int FolderLevels = 2;

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
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (TryReplace(path, bytes))
            {
                return;
            }
        }

        throw new IOException("other processes deleted its temporary file");
    }

    private static bool TryReplace(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = TemporaryIn(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
                if (!OperatingSystem.IsWindows() && File.Exists(path))
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(path));
                }
            }

            // Not held any more: it is to be read from the moment when it has its name.
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another process took it for an abandoned one, in the moment when nobody held it.
            return false;
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
            MaxRecursionDepth = FolderLevels,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        IEnumerable<string> temporaries = Directory.EnumerateFiles(folder, ".msrspec-*.tmp", options)
            .Where(path => TemporaryName().IsMatch(Path.GetFileName(path)));
        foreach (string path in temporaries)
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
        // So long a name is nobody else's: it is what tells a temporary file of ours from a stranger's.
        string part = RandomNumberGenerator.GetHexString(NamePartLength, lowercase: true);
        return Path.Combine(folder, $".msrspec-{part}.tmp");
    }

    [GeneratedRegex("^\\.msrspec-[0-9a-f]{32}\\.tmp$")]
    private static partial Regex TemporaryName();
}
