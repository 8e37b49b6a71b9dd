namespace MsrSpec.Checker.Counterexamples;

/// <summary>Files that a process holds while it lives: one that can be opened has lost its process.</summary>
public static class UnheldFile
{
    /// <summary>The bytes of a file that no process holds, or null if one does.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
