namespace MsrSpec.Policies.Reading.Lines;

/// <summary>A text as lines, and lines as fields.</summary>
internal static class LineText
{
    private const char Comment = '#';

    /// <summary>The lines that hold more than blanks and a comment.</summary>
    public static IEnumerable<Field> Significant(string text) =>
        text.ReplaceLineEndings("\n").Split('\n')
            .Select((line, number) => new Field(line, number + 1, 1))
            .Where(line => !string.IsNullOrWhiteSpace(WithoutComment(line).Text));

    /// <summary>A line up to its comment.</summary>
    public static Field WithoutComment(Field line)
    {
        int start = line.Text.IndexOf(Comment, StringComparison.Ordinal);
        return start < 0 ? line : line with { Text = line.Text[..start] };
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
}
