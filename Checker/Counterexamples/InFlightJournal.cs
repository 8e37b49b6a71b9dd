using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using MsrSpec.Checker.Sampling;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// The sequence that runs now, in a file that is mapped into memory: taking it down costs a copy, and the file keeps
/// it when the process is killed. An open journal is locked; one that can be opened has lost its process.
/// </summary>
public sealed class InFlightJournal : ISequenceJournal, IDisposable
{
    private const string Prefix = ".in-flight-";
    private const string Magic = "msrspec-in-flight 1";
    private const int HeaderSize = 512;
    private const int CountOffset = HeaderSize;
    private const int WordsOffset = CountOffset + sizeof(long);
    private const int MaxWords = 1 << 16;
    private const int FileSize = WordsOffset + (MaxWords * sizeof(ulong));

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _path;

    private InFlightJournal(string path, string machine, string reference)
    {
        _path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        _file.SetLength(FileSize);
        byte[] header = Encoding.UTF8.GetBytes($"{Magic}\n{machine}\n{reference}\n");
        _file.Write(header);
        _file.Flush();
        _map = MemoryMappedFile.CreateFromFile(
            _file, null, FileSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, FileSize);
    }

    /// <summary>Opens a journal in a folder, for one pair of machines.</summary>
    public static InFlightJournal Open(string folder, string machine, string reference)
    {
        Directory.CreateDirectory(folder);
        return new InFlightJournal(Path.Combine(folder, $"{Prefix}{Guid.NewGuid():n}"), machine, reference);
    }

    /// <summary>
    /// Takes over the sequences of checkers that died, and deletes their journals once they are handled.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="handle">Is given each sequence; its journal goes when this returns.</param>
    public static void Recover(string folder, Action<InFlight> handle)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.GetFiles(folder, Prefix + "*"))
        {
            if (TryRead(path, out InFlight? inFlight))
            {
                if (inFlight is not null)
                {
                    handle(inFlight);
                }

                File.Delete(path);
            }
        }
    }

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<ulong> words)
    {
        if (words.Length > MaxWords)
        {
            words = words[..MaxWords];
        }

        // The count goes last: a journal with a count has all its words.
        _view.Write(CountOffset, 0L);
        Thread.MemoryBarrier();
        _view.SafeMemoryMappedViewHandle.WriteSpan((ulong)WordsOffset, words);
        Thread.MemoryBarrier();
        _view.Write(CountOffset, (long)words.Length);
    }

    /// <summary>Closes and deletes the journal: its last sequence has ended.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
        File.Delete(_path);
        _file.Dispose();
    }

    /// <summary>Reads a journal nobody holds.</summary>
    /// <returns>False if somebody does.</returns>
    private static bool TryRead(string path, out InFlight? inFlight)
    {
        inFlight = null;
        byte[] bytes;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        catch (IOException)
        {
            return false;
        }

        inFlight = Decode(bytes);
        return true;
    }

    private static InFlight? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < WordsOffset)
        {
            return null;
        }

        string[] header = Encoding.UTF8.GetString(bytes[..HeaderSize]).Split('\n');
        long count = MemoryMarshal.Read<long>(bytes[CountOffset..]);
        bool valid = header is [Magic, _, _, ..] && count is > 0 and <= MaxWords
            && bytes.Length >= WordsOffset + (count * sizeof(ulong));
        if (!valid)
        {
            return null;
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes[WordsOffset..])[..(int)count];
        return new InFlight(header[1], header[2], words.ToArray());
    }
}
