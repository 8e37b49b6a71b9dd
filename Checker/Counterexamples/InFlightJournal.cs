using System.IO.MemoryMappedFiles;
using MsrSpec.Checker.Sampling;
using MsrSpec.Files;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// The sequence that runs now, in a file that is mapped into memory: taking it down costs a copy, and the file keeps
/// it when the process is killed. An open journal is locked; one that can be opened has lost its process.
/// </summary>
internal sealed class InFlightJournal : ISequenceJournal, IDisposable
{
    /// <summary>What the names of journals begin with.</summary>
    internal const string Prefix = ".in-flight-";

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private long _current;

    private InFlightJournal(FileStream file)
    {
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(
            _file, null, InFlightFormat.FileSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None,
            leaveOpen: true);
        _view = _map.CreateViewAccessor(0, InFlightFormat.FileSize);
    }

    /// <summary>Opens a journal in a folder, for one pair of machines.</summary>
    /// <exception cref="IOException">There is no space for it; nothing is left behind.</exception>
    public static InFlightJournal Open(string folder, string machine, string reference)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():n}");
        return new InFlightJournal(AllocatedFile.Create(
            path, InFlightFormat.Header(machine, reference), InFlightFormat.FileSize));
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
            File.Delete(_file.Name);
        }

        _file.Dispose();
    }
}
