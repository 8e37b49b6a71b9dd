using System.Text;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Writes files that are there whole or not at all: a temporary file beside the target, flushed, then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a text.</summary>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
