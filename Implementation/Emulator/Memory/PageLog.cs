using System.Runtime.InteropServices;

namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>
/// Which pages have been written since the last snapshot was taken or restored, and the snapshots made of them. A page
/// that is not in the log holds what it holds in that snapshot.
/// </summary>
internal sealed unsafe class PageLog(byte* start, int pages)
{
    private static readonly byte[] ZeroPage = new byte[GuestMemory.PageSize];

    private readonly PageMarks[] _marks = new PageMarks[pages];
    private readonly List<int> _written = [];
    private readonly List<(int Number, byte[]? Content)> _changed = [];
    private MemorySnapshot _base = MemorySnapshot.OfZeros(pages);

    /// <summary>Says that a page is written.</summary>
    internal void Write(ulong page)
    {
        ref PageMarks marks = ref _marks[page];
        if ((marks & PageMarks.Written) == 0)
        {
            marks |= PageMarks.Written;
            _written.Add((int)page);
        }
    }

    /// <summary>Says that a page may be written at any time without notice.</summary>
    internal void Share(ulong page)
    {
        if ((_marks[page] & PageMarks.Shared) == 0)
        {
            Write(page);
            _marks[page] |= PageMarks.Shared;
        }
    }

    /// <summary>Says that a page holds tables which translations have been read from.</summary>
    internal void MarkTable(ulong page) => _marks[page] |= PageMarks.Table;

    internal bool IsTable(int page) => (_marks[page] & PageMarks.Table) != 0;

    /// <summary>Takes a snapshot, and starts the log anew.</summary>
    internal MemorySnapshot Take()
    {
        _changed.Clear();
        foreach (int page in _written)
        {
            ReadOnlySpan<byte> content = Contents(page);
            if (!content.SequenceEqual(_base.Page(page) ?? ZeroPage))
            {
                byte[] copy = GC.AllocateUninitializedArray<byte>(GuestMemory.PageSize);
                content.CopyTo(copy);
                _changed.Add((page, copy));
            }
        }

        _base = _base.With(CollectionsMarshal.AsSpan(_changed));
        Forget();
        return _base;
    }

    /// <summary>Makes RAM what it was in a snapshot; the pages whose content changes go into a list.</summary>
    internal void Restore(MemorySnapshot wanted, List<int> changed)
    {
        foreach (int page in _written)
        {
            Put(page, wanted.Page(page), changed);
        }

        for (int number = 0; number < wanted.ChunkCount; number++)
        {
            byte[]?[]? before = _base.Chunk(number);
            byte[]?[]? after = wanted.Chunk(number);
            if (!ReferenceEquals(before, after))
            {
                RestoreChunk(number << MemorySnapshot.ChunkShift, before, after, changed);
            }
        }

        _base = wanted;
        Forget();
    }

    private void RestoreChunk(int firstPage, byte[]?[]? before, byte[]?[]? after, List<int> changed)
    {
        for (int i = 0; i < MemorySnapshot.PagesPerChunk; i++)
        {
            byte[]? content = after?[i];
            if (!ReferenceEquals(before?[i], content))
            {
                Put(firstPage + i, content, changed);
            }
        }
    }

    private void Put(int page, byte[]? content, List<int> changed)
    {
        ReadOnlySpan<byte> wanted = content ?? ZeroPage;
        Span<byte> held = Contents(page);
        if (!wanted.SequenceEqual(held))
        {
            wanted.CopyTo(held);
            changed.Add(page);
        }
    }

    /// <summary>Empties the log but for the pages that may be written without notice.</summary>
    private void Forget()
    {
        int kept = 0;
        for (int i = 0; i < _written.Count; i++)
        {
            int page = _written[i];
            if ((_marks[page] & PageMarks.Shared) != 0)
            {
                _written[kept++] = page;
            }
            else
            {
                _marks[page] &= ~PageMarks.Written;
            }
        }

        _written.RemoveRange(kept, _written.Count - kept);
    }

    private Span<byte> Contents(int page) =>
        new(start + ((nuint)page << GuestMemory.PageShift), GuestMemory.PageSize);
}
