using System.Globalization;
using System.Text;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Writes files that are there whole or not at all: a temporary file beside the target, flushed, then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a text.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Deletes a temporary file whose process has gone.</summary>
    internal static void DeleteAbandoned(string temporary)
    {
        string[] parts = temporary.Split('.');
        if (int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && !File.Exists(FormattableString.Invariant($"/proc/{process}/stat")))
        {
            File.Delete(temporary);
        }
    }
}
