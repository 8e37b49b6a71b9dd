using System.Text;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>
/// A line of fields with commas between them (RFC 4180). A field in double quotes may hold commas, and doubled quotes
/// for quotes; no field goes on in the next line.
/// </summary>
internal static class CsvLine
{
    private const char Separator = ',';
    private const char Quote = '"';

    /// <summary>Its fields, without blanks around them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Split(Field line, out List<Field> fields)
    {
        fields = [];
        int start = 0;
        while (true)
        {
            while (start < line.Text.Length && char.IsWhiteSpace(line.Text[start]))
            {
                start++;
            }

            bool isQuoted = start < line.Text.Length && line.Text[start] == Quote;
            PolicyProblem? wrong = isQuoted
                ? TakeQuoted(line, start, out Field field, out int end)
                : TakePlain(line, start, out field, out end);
            if (wrong is not null)
            {
                return wrong;
            }

            fields.Add(field);
            if (end == line.Text.Length)
            {
                return null;
            }

            start = end + 1;
        }
    }

    private static PolicyProblem? TakePlain(Field line, int start, out Field field, out int end)
    {
        int comma = line.Text.IndexOf(Separator, start);
        end = comma < 0 ? line.Text.Length : comma;
        field = new Field(line.Text[start..end].TrimEnd(), line.Line, line.Column + start);
        return null;
    }

    private static PolicyProblem? TakeQuoted(Field line, int start, out Field field, out int end)
    {
        StringBuilder text = new();
        end = start + 1;
        while (end < line.Text.Length && (line.Text[end] != Quote || IsDoubled(line.Text, end)))
        {
            end += line.Text[end] == Quote ? 1 : 0;
            text.Append(line.Text[end++]);
        }

        field = new Field(text.ToString().Trim(), line.Line, line.Column + start);
        if (end == line.Text.Length)
        {
            return field.Problem("the quotes that begin here do not end in this line");
        }

        int behind = end + 1;
        end = line.Text.IndexOf(Separator, behind) is >= 0 and var comma ? comma : line.Text.Length;
        return string.IsNullOrWhiteSpace(line.Text[behind..end])
            ? null
            : line.From(behind).Problem("behind the quotes that end here stands no comma");
    }

    private static bool IsDoubled(string text, int quote) => quote + 1 < text.Length && text[quote + 1] == Quote;
}
