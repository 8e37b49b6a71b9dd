using System.Buffers;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>A text as lines, and lines as fields.</summary>
internal static class LineText
{
    private const char Comment = '#';

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    /// <summary>The lines that hold more than blanks and a comment.</summary>
    public static IEnumerable<Field> Significant(string text)
    {
        int start = 0;
        for (int number = 1; start <= text.Length; number++)
        {
            int length = text.AsSpan(start).IndexOfAny(LineEnds);
            int end = length < 0 ? text.Length : start + length;
            if (!BeforeComment(text.AsSpan(start..end)).IsWhiteSpace())
            {
                yield return new Field(text[start..end], number, 1);
            }

            start = end + (text.AsSpan(end).StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1);
        }
    }

    /// <summary>A line up to its comment.</summary>
    public static Field WithoutComment(Field line)
    {
        int length = BeforeComment(line.Text).Length;
        return length == line.Text.Length ? line : line with { Text = line.Text[..length] };
    }

    /// <summary>What the comment of a line calls the register: its one word, without quotes; else nothing.</summary>
    public static string NameIn(Field line)
    {
        int start = line.Text.IndexOf(Comment, StringComparison.Ordinal);
        string comment = start < 0 ? string.Empty : line.Text[(start + 1)..].Trim().Trim('"');
        return IsName(comment) ? comment : string.Empty;
    }

    /// <summary>Whether a text can be the name of a register.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>The parts of a line between blanks.</summary>
    public static List<Field> Words(Field line)
    {
        List<Field> words = [];
        int start = -1;
        for (int i = 0; i <= line.Text.Length; i++)
        {
            bool isBlank = i == line.Text.Length || char.IsWhiteSpace(line.Text[i]);
            if (!isBlank && start < 0)
            {
                start = i;
            }
            else if (isBlank && start >= 0)
            {
                words.Add(new Field(line.Text[start..i], line.Line, line.Column + start));
                start = -1;
            }
        }

        return words;
    }

    private static ReadOnlySpan<char> BeforeComment(ReadOnlySpan<char> line) =>
        line.IndexOf(Comment) is >= 0 and var start ? line[..start] : line;
}
