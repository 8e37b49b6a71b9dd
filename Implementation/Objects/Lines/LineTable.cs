using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>Which line of which source file an object's code was compiled from.</summary>
/// <param name="rows">The rows, in the order of their places.</param>
/// <param name="files">The files that they name.</param>
internal sealed class LineTable(ImmutableArray<LineRow> rows, ImmutableArray<LineFile> files)
{
    private const int LengthSize = 4;

    /// <summary>
    /// Reads the lines of an object (<c>.debug_line</c>). A unit that is broken, or of a version that is not known, has
    /// none; behind a length that leads outside, no unit has any.
    /// </summary>
    public static LineTable Of(ObjectFile file)
    {
        LineReferences references = new(file);
        LineRows rows = new();
        int length = references.Program.Length;
        for (int at = 0; length - at >= LengthSize;)
        {
            int start = at + LengthSize;
            ulong size = new LineCursor(references.Bytes, at, start).Number(LengthSize);
            if (size > (ulong)(length - start))
            {
                break;
            }

            at = start + (int)size;
            ReadUnit(new LineCursor(references.Bytes, start, at), references, rows);
        }

        return rows.ToTable();
    }

    /// <summary>The line of a place in the code; null if the object does not say.</summary>
    /// <param name="section">The number of the section.</param>
    /// <param name="offset">The offset in it.</param>
    public (string File, int Line)? Find(int section, ulong offset)
    {
        ulong key = LineRow.KeyOf(section, offset, isEnd: false);
        int low = 0;
        for (int high = rows.Length; low < high;)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = rows[middle].Key <= key ? (middle + 1, high) : (low, middle);
        }

        LineRow row = low > 0 ? rows[low - 1] : default;
        bool isOfIt = row.Section == section && !row.IsEnd && row.Line > 0;
        return isOfIt && files[row.File].Name is { } name ? (name, row.Line) : null;
    }

    private static void ReadUnit(LineCursor cursor, LineReferences references, LineRows rows)
    {
        if (new LineHeaderReader(cursor, references).Read() is not { } header)
        {
            return;
        }

        if (!rows.TryBegin(header.Files) || !new LineProgram(header, cursor, references, rows).Run())
        {
            rows.Undo();
        }
    }
}
