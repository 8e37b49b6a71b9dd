namespace MsrSpec.Files;

/// <summary>
/// Gives a file its blocks. A file that is only made longer is sparse: where it is mapped into memory and the disk is
/// full, the first store into a missing block ends the process.
/// </summary>
public static class AllocatedFile
{
    private const int Chunk = 1 << 16;

    /// <summary>Writes zeros from the file's end up to a length.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">The bytes that it has afterwards, if it had fewer.</param>
    /// <exception cref="IOException">There is no space; the file has the length that it had.</exception>
    public static void Extend(FileStream file, long length)
    {
        long before = file.Length;
        byte[] zeros = new byte[Chunk];
        try
        {
            for (long end = before; end < length; end += Chunk)
            {
                RandomAccess.Write(file.SafeFileHandle, zeros.AsSpan(0, (int)Math.Min(Chunk, length - end)), end);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            file.SetLength(before);
            throw new IOException($"{file.Name}: {FileProblem.Of(refusal)}", refusal);
        }
    }
}
