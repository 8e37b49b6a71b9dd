using System.Text;
using MsrSpec.Policies.Reading.Lines;

namespace MsrSpec.Policies.Reading.Json;

/// <summary>
/// Where the lines of a text start, to tell the place of an offset. Letters are counted from the place asked for last
/// on, so that a text in one long line is not counted from its start for each of its values.
/// </summary>
internal sealed class LineStarts
{
    private readonly List<int> _starts = [0];
    private readonly byte[] _bytes;
    private (int Start, int Length, int Letters) _last;

    /// <summary>Looks for the line breaks in the bytes of a text.</summary>
    public LineStarts(byte[] bytes)
    {
        _bytes = bytes;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n')
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The place of an offset in bytes.</summary>
    public Field At(int offset)
    {
        int found = _starts.BinarySearch(offset);
        return At(found < 0 ? ~found - 1 : found, found < 0 ? offset - _starts[~found - 1] : 0);
    }

    /// <summary>The place of so many bytes behind the start of a line; it counts from 0.</summary>
    public Field At(int line, int bytes)
    {
        int start = _starts[Math.Min(line, _starts.Count - 1)];
        int length = Math.Clamp(bytes, 0, _bytes.Length - start);
        (int counted, int letters) =
            _last.Start == start && _last.Length <= length ? (_last.Length, _last.Letters) : (0, 0);
        letters += Encoding.UTF8.GetCharCount(_bytes, start + counted, length - counted);
        _last = (start, length, letters);
        return new Field(string.Empty, line + 1, letters + 1);
    }
}
