using System.Globalization;
using System.Text;

namespace MsrSpec.Files;

/// <summary>Reads files that users name: at most so many bytes, whatever the file claims to be.</summary>
public static class InputFile
{
    private const int FirstBytes = 1 << 16;

    /// <summary>What stands for the standard input in a file's place.</summary>
    private const string StandardInput = "-";

    /// <summary>Reads bytes.</summary>
    /// <param name="path">A file, a pipe or a device; <c>-</c> is the standard input.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="problem">What is wrong, in one line that names the file; empty if nothing is.</param>
    /// <returns>The bytes, or null if something is wrong.</returns>
    public static byte[]? Read(string path, long limit, out string problem)
    {
        try
        {
            problem = path == StandardInput ? WhyNotStandardInput
                : Directory.Exists(path) ? $"{path}: this is a folder"
                : path.Length == 0 ? "the name of a file is empty"
                : !File.Exists(path) ? $"{path}: no such file"
                : string.Empty;
            if (problem.Length > 0)
            {
                return null;
            }

            using Stream file = Open(path);
            if (ReadUpTo(file, limit) is { } bytes)
            {
                return bytes;
            }

            problem = $"{path}: larger than {Size(limit)}, the most that is read here";
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            problem = $"{path}: {FileProblem.Of(refusal)}";
        }

        return null;
    }

    /// <summary>Reads a text in UTF-8.</summary>
    /// <param name="path">A file, a pipe or a device; <c>-</c> is the standard input.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="problem">What is wrong, in one line that names the file; empty if nothing is.</param>
    /// <returns>The text, or null if something is wrong.</returns>
    public static string? ReadText(string path, long limit, out string problem)
    {
        if (Read(path, limit, out problem) is not { } bytes)
        {
            return null;
        }

        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        return Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(mark) ? bytes.AsSpan(mark.Length) : bytes);
    }

    /// <summary>Where it is closed, what has taken its place would never end.</summary>
    private static string WhyNotStandardInput =>
        StandardOutput.IsInherited(StandardOutput.Input)
            ? string.Empty
            : $"{StandardInput}: the standard input is closed";

    private static Stream Open(string path) => path == StandardInput
        ? Console.OpenStandardInput()
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Everything in a stream, or null if that is more than the limit.</summary>
    private static byte[]? ReadUpTo(Stream file, long limit)
    {
        long known = file.CanSeek ? file.Length : 0;
        if (known > limit)
        {
            return null;
        }

        // A pipe, a device and what /proc makes say nothing of their length: the buffer grows with what comes.
        byte[] buffer = new byte[known > 0 ? known + 1 : Math.Min(FirstBytes, limit + 1)];
        int count = 0;
        while (file.Read(buffer, count, buffer.Length - count) is > 0 and var read)
        {
            count += read;
            if (count > limit)
            {
                return null;
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * count, limit + 1));
            }
        }

        return buffer[..count];
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1 << 20 when bytes % (1 << 20) == 0 => $"{(bytes >> 20).ToString(CultureInfo.InvariantCulture)} MiB",
        >= 1 << 10 when bytes % (1 << 10) == 0 => $"{(bytes >> 10).ToString(CultureInfo.InvariantCulture)} KiB",
        _ => $"{bytes.ToString(CultureInfo.InvariantCulture)} bytes",
    };
}
