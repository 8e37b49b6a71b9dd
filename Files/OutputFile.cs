using System.Text;

namespace MsrSpec.Files;

/// <summary>
/// A file that a user names for a result. A regular file is replaced whole or not at all; what is no regular file (a
/// device, a pipe, the standard output under its name in /dev) is written to and stays what it is.
/// </summary>
public sealed class OutputFile
{
    /// <summary>The name that means the standard output.</summary>
    public const string StandardOutputName = "-";

    private const int MostLinks = 40;
    private const int LongestName = 255;

    /// <summary>Names of descriptors that are open: what they lead to is not for us to replace.</summary>
    private static readonly string[] OfDescriptors = ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/"];

    private readonly string _path;
    private readonly bool _isReplaced;

    private OutputFile(string path, bool isReplaced)
    {
        _path = path;
        _isReplaced = isReplaced;
    }

    /// <summary>Whether it is the standard output.</summary>
    public bool IsStandardOutput => _path == StandardOutputName;

    /// <summary>Whether something stands there that is replaced.</summary>
    public bool Replaces => _isReplaced && File.Exists(_path);

    /// <summary>The place of a name, if it can be written to; nothing is changed there yet.</summary>
    /// <param name="name">What the user says; <c>-</c> is the standard output.</param>
    /// <param name="problem">Why it cannot be written to, in one line that names it; empty if it can.</param>
    public static OutputFile? Find(string name, out string problem)
    {
        string? why;
        OutputFile? file = null;
        try
        {
            file = name == StandardOutputName ? new OutputFile(name, isReplaced: false) : Follow(name);
            why = name.Length == 0 ? "the name of a file is empty" : file.WhyNot();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            why = FileProblem.Of(refusal);
        }

        problem = why is null ? string.Empty : name.Length == 0 ? why : $"{name}: {why}";
        return why is null ? file : null;
    }

    /// <summary>Whether it is the file of a name, which is there.</summary>
    public bool Is(string name) =>
        Replaces && Path.GetFullPath(Follow(name)._path) == Path.GetFullPath(_path);

    /// <summary>Writes a text.</summary>
    /// <exception cref="IOException">It cannot be written; a regular file stands as it was.</exception>
    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">They cannot be written; a regular file stands as it was.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_isReplaced)
        {
            AtomicFile.Write(_path, bytes);
            return;
        }

        try
        {
            using Stream stream = Open();
            stream.Write(bytes);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{_path}: {FileProblem.Of(refusal)}", refusal);
        }
    }

    /// <summary>Opens it, for a result that is written bit by bit; a regular file becomes empty first.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public Stream Open() =>
        IsStandardOutput ? StandardOutput.Open()
        : _isReplaced ? new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read)
        : new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);

    /// <summary>What a name leads to, link by link.</summary>
    private static OutputFile Follow(string name)
    {
        string path = name;
        for (int links = 0; links < MostLinks; links++)
        {
            string full = Path.GetFullPath(path.Length == 0 ? "." : path);
            if (OfDescriptors.Any(descriptor => full.StartsWith(descriptor, StringComparison.Ordinal)))
            {
                return new OutputFile(path, isReplaced: false);
            }

            if (FileKinds.Of(path, followLinks: false) != FileKind.Link)
            {
                return new OutputFile(path, isReplaced: FileKinds.Of(path) is not (FileKind.Other or FileKind.Pipe));
            }

            // What a link says is meant from the folder that it is in.
            path = Path.Combine(Path.GetDirectoryName(full)!, new FileInfo(full).LinkTarget!);
        }

        throw new IOException("too many symbolic links");
    }

    private string? WhyNot() => IsStandardOutput ? null : FileKinds.Of(_path) switch
    {
        FileKind.Folder => "this is a folder",
        FileKind.Missing when !_isReplaced => "no such file",
        FileKind.Missing or FileKind.Regular when _isReplaced => WhyNotReplaced(),
        FileKind.Pipe => FileKinds.MayWrite(_path) ? null : "permission denied",
        _ => WhyNotOpened(),
    };

    /// <summary>A device may be one that this process cannot open, whatever its rights say.</summary>
    private string? WhyNotOpened()
    {
        new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
        return null;
    }

    private string? WhyNotReplaced()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(_path))!;
        return !Directory.Exists(folder) ? "no such folder"
            : Encoding.UTF8.GetByteCount(Path.GetFileName(_path)) > LongestName ? "the name is too long"
            : File.Exists(_path) && !FileKinds.MayWrite(_path) ? "permission denied"
            : AtomicFile.WhyNotIn(folder);
    }
}
