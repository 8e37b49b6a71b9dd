namespace MsrSpec.Files;

/// <summary>
/// Files that have all their blocks. A file that is only made longer is sparse: where it is mapped into memory and the
/// disk is full, the first store into a missing block ends the process.
/// </summary>
public static class AllocatedFile
{
    private const int Chunk = 1 << 16;

    /// <summary>Makes a new file, and holds it: no other process that asks can open it.</summary>
    /// <param name="path">Where; nothing may stand there.</param>
    /// <param name="head">What it begins with; it is there before anything else. Zeros follow.</param>
    /// <param name="length">The bytes of the whole file.</param>
    /// <exception cref="IOException">There is no space, or it cannot be made; nothing is left behind.</exception>
    public static FileStream Create(string path, ReadOnlySpan<byte> head, long length)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            RandomAccess.Write(file.SafeFileHandle, head, 0);
            WriteZeros(file, head.Length, length);
            return file;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            if (file is not null)
            {
                File.Delete(path);
                file.Dispose();
            }

            throw new IOException($"{path}: {FileProblem.Of(refusal)}", refusal);
        }
    }

    /// <summary>Makes a file longer.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">The bytes that it has afterwards, if it had fewer; the new ones are zero.</param>
    /// <exception cref="IOException">There is no space; the file is as it was.</exception>
    public static void Extend(FileStream file, long length)
    {
        long before = file.Length;
        try
        {
            WriteZeros(file, before, length);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            file.SetLength(before);
            throw new IOException($"{file.Name}: {FileProblem.Of(refusal)}", refusal);
        }
    }

    private static void WriteZeros(FileStream file, long start, long end)
    {
        byte[] zeros = new byte[Chunk];
        for (long offset = start; offset < end; offset += Chunk)
        {
            RandomAccess.Write(file.SafeFileHandle, zeros.AsSpan(0, (int)Math.Min(Chunk, end - offset)), offset);
        }
    }
}
