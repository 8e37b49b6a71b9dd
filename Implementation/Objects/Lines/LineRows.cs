using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>Rows of an object's units while they are read, and the files that they name. Both have bounds.</summary>
internal sealed class LineRows
{
    /// <summary>Ten times what a distribution's largest module has.</summary>
    private const int MostRows = 1 << 22;

    private const int MostFiles = 1 << 20;

    private readonly List<LineRow> _rows = [];
    private readonly List<LineFile> _files = [];
    private int _rowsBefore;
    private int _filesBefore;

    /// <summary>Begins a unit.</summary>
    /// <param name="files">Its files, by the numbers that it gives them.</param>
    /// <returns>Whether there is room for them.</returns>
    public bool TryBegin(ImmutableArray<LineFile> files)
    {
        (_rowsBefore, _filesBefore) = (_rows.Count, _files.Count);
        _files.AddRange(files);
        return _files.Count <= MostFiles;
    }

    /// <summary>Adds a row of the unit.</summary>
    /// <param name="key">Its place.</param>
    /// <param name="file">The number that the unit gives its file.</param>
    /// <param name="line">Its line.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(ulong key, int file, int line)
    {
        _rows.Add(new LineRow(key, _filesBefore + file, line));
        return _rows.Count <= MostRows;
    }

    /// <summary>Forgets the unit.</summary>
    public void Undo()
    {
        _rows.RemoveRange(_rowsBefore, _rows.Count - _rowsBefore);
        _files.RemoveRange(_filesBefore, _files.Count - _filesBefore);
    }

    /// <summary>All rows in the order of their places; of one place, the last one is last.</summary>
    public LineTable ToTable() => new([.. _rows.OrderBy(row => row.Key)], [.. _files]);
}
