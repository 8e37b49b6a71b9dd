using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>Where the lines of a text start, to tell the place of an offset.</summary>
internal sealed class LineStarts
{
    private readonly List<int> _starts = [0];

    /// <summary>Looks for the line breaks in the bytes of a text.</summary>
    public LineStarts(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n')
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The place of an offset in bytes; a column counts them too.</summary>
    public Field At(int offset)
    {
        int found = _starts.BinarySearch(offset);
        int line = found < 0 ? ~found - 1 : found;
        return new Field(string.Empty, line + 1, offset - _starts[line] + 1);
    }
}
