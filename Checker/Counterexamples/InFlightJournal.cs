using System.IO.MemoryMappedFiles;
using MsrSpec.Checker.Sampling;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// The sequence that runs now, in a file that is mapped into memory: taking it down costs a copy, and the file keeps
/// it when the process is killed. An open journal is locked; one that can be opened has lost its process.
/// </summary>
public sealed class InFlightJournal : ISequenceJournal, IDisposable
{
    private const string Prefix = ".in-flight-";

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _path;
    private long _current;

    private InFlightJournal(string path, string machine, string reference)
    {
        _path = path;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        _file.SetLength(InFlightFormat.FileSize);
        _file.Write(InFlightFormat.Header(machine, reference));
        _file.Flush();
        _map = MemoryMappedFile.CreateFromFile(
            _file, null, InFlightFormat.FileSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None,
            leaveOpen: true);
        _view = _map.CreateViewAccessor(0, InFlightFormat.FileSize);
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
    /// <param name="handle">Is given each sequence; its journal goes if this returns true.</param>
    /// <returns>The journals that stay, because nobody here understands them.</returns>
    public static IReadOnlyList<string> Recover(string folder, Func<InFlight, bool> handle)
    {
        List<string> kept = [];
        string[] journals = Directory.Exists(folder) ? Directory.GetFiles(folder, Prefix + "*") : [];
        foreach (string path in journals)
        {
            if (UnheldFile.Read(path) is not { } bytes)
            {
                continue;
            }

            if (InFlightFormat.IsEmpty(bytes) || (InFlightFormat.Decode(bytes) is { } inFlight && handle(inFlight)))
            {
                File.Delete(path);
            }
            else
            {
                kept.Add(path);
            }
        }

        return kept;
    }

    /// <inheritdoc/>
    public void Begin(ReadOnlySpan<ulong> words)
    {
        if (words.Length > InFlightFormat.MaxWords)
        {
            words = words[..InFlightFormat.MaxWords];
        }

        // The other slot is filled, then made the current one: at every moment one whole sequence is in the file.
        _current = (_current % InFlightFormat.Slots) + 1;
        int slot = InFlightFormat.SlotOffset(_current);
        _view.Write(slot, (long)words.Length);
        _view.SafeMemoryMappedViewHandle.WriteSpan((ulong)(slot + sizeof(long)), words);
        Thread.MemoryBarrier();
        _view.Write(InFlightFormat.CurrentOffset, _current);
    }

    /// <summary>
    /// Says that the last sequence has ended and what it showed is kept: nothing is in flight any more.
    /// </summary>
    public void Complete() => _view.Write(InFlightFormat.CurrentOffset, 0L);

    /// <summary>Closes the journal, and deletes it unless a sequence is still in flight.</summary>
    public void Dispose()
    {
        bool isEmpty = _view.ReadInt64(InFlightFormat.CurrentOffset) == 0;
        _view.Dispose();
        _map.Dispose();
        if (isEmpty)
        {
            File.Delete(_path);
        }

        _file.Dispose();
    }
}
