namespace MsrSpec.Files;

/// <summary>Files that a process holds while it lives: one that can be opened has lost its process.</summary>
public static class UnheldFile
{
    /// <summary>Opens a regular file that no process holds, and holds it.</summary>
    /// <returns>The file; null if it is held, is none any more, is no regular file, or may not be opened.</returns>
    public static FileStream? Open(string path)
    {
        try
        {
            return FileKinds.Of(path, followLinks: false) == FileKind.Regular
                ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
