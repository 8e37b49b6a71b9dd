using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// Reads trace files. The first line names the format; then come header lines <c>key: value</c>, each at most once;
/// then one command a line, and below it the view that is recorded of it, if there is one. Blank lines and everything
/// behind a lone <c>#</c> in a command line are skipped.
/// </summary>
public static class TraceParser
{
    /// <summary>The most bytes of a trace file: the longest sequence, with room for the text of its commands.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>Reads a whole trace file.</summary>
    public static Parsed<Trace> Parse(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines[0].TrimEnd() != TraceHeader.FirstLine)
        {
            return new ParseError(1, 1, $"a trace starts with the line '{TraceHeader.FirstLine}'");
        }

        Dictionary<string, string> header = new(StringComparer.Ordinal);
        ImmutableArray<TraceStep>.Builder steps = ImmutableArray.CreateBuilder<TraceStep>();
        TraceEnd? end = null;
        for (int i = 1; i < lines.Length; i++)
        {
            bool isHeader = IsHeader(lines[i]);
            string line = isHeader ? lines[i] : WithoutComment(lines[i]);
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            ParseError? error = isHeader
                ? ParseHeader(line, i + 1, steps.Count > 0, header, ref end)
                : IsView(line) ? ParseView(line, i + 1, steps)
                : ParseStep(line, i + 1, end, steps);
            if (error is not null)
            {
                return error;
            }
        }

        return new Trace(
            header.GetValueOrDefault(TraceHeader.Title),
            header.GetValueOrDefault(TraceHeader.Machine),
            header.GetValueOrDefault(TraceHeader.Reference),
            header.GetValueOrDefault(TraceHeader.Clause),
            end,
            header.GetValueOrDefault(TraceHeader.Found),
            steps.ToImmutable());
    }

    private static string WithoutComment(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            bool startsWord = i == 0 || line[i - 1] is ' ' or '\t';
            bool standsAlone = i + 1 == line.Length || line[i + 1] is ' ' or '\t';
            if (line[i] == Words.Comment && startsWord && standsAlone)
            {
                return line[..i];
            }
        }

        return line;
    }

    private static bool IsHeader(string line)
    {
        string firstWord = line.TrimStart().Split(' ', '\t')[0];
        return firstWord.EndsWith(':');
    }

    private static bool IsView(string line) => line.Trim().Split(' ', '\t')[0] == Words.View;

    private static ParseError? ParseHeader(
        string line, int number, bool afterSteps, Dictionary<string, string> header, ref TraceEnd? end)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string key = line[..colon].Trim();
        string value = line[(colon + 1)..].Trim();
        int column = line.IndexOf(key, StringComparison.Ordinal) + 1;
        int valueColumn = value.Length == 0 ? colon + 2 : line.IndexOf(value, colon + 1, StringComparison.Ordinal) + 1;
        string[] keys =
        [
            TraceHeader.Title, TraceHeader.Machine, TraceHeader.Reference, TraceHeader.Clause,
            TraceHeader.End, TraceHeader.Found,
        ];
        if (!keys.Contains(key))
        {
            return new ParseError(number, column, $"unknown header '{key}'; known are {string.Join(", ", keys)}");
        }

        if (afterSteps)
        {
            return new ParseError(number, column, $"the header '{key}' stands behind the first command");
        }

        if (value.Length == 0)
        {
            return new ParseError(number, valueColumn, $"the header '{key}' has no value");
        }

        if (!header.TryAdd(key, value))
        {
            return new ParseError(number, column, $"the header '{key}' stands twice");
        }

        return key == TraceHeader.End ? ParseEnd(value, number, valueColumn, ref end) : null;
    }

    private static ParseError? ParseEnd(string value, int number, int column, ref TraceEnd? end)
    {
        foreach (TraceEnd candidate in Enum.GetValues<TraceEnd>())
        {
            if (TraceHeader.Print(candidate) == value)
            {
                end = candidate;
                return null;
            }
        }

        return new ParseError(number, column,
            $"a trace ends in {TraceHeader.Agreement} or {TraceHeader.Mismatch}, not '{value}'");
    }

    private static ParseError? ParseStep(
        string line, int number, TraceEnd? end, ImmutableArray<TraceStep>.Builder steps)
    {
        string? claim = null;
        int got = line.IndexOf($" {Words.Got} ", StringComparison.Ordinal);
        if (got >= 0)
        {
            claim = line[(got + Words.Got.Length + 1)..].Trim();
            line = line[..got];
        }

        if (claim is not null && end == TraceEnd.Agreement)
        {
            string agreement = $"'{TraceHeader.End}: {TraceHeader.Agreement}'";
            return new ParseError(number, got + 2, $"a claim contradicts the header {agreement}");
        }

        Cursor cursor = new(line, number);
        Command command = CommandParser.Parse(cursor);
        Outcome? expected = cursor.TryTake(Words.Arrow) ? OutcomeText.Parse(cursor) : null;
        cursor.ExpectEnd();
        if (cursor.Error is null)
        {
            steps.Add(new TraceStep(command, expected, claim));
        }

        return cursor.Error;
    }

    private static ParseError? ParseView(string line, int number, ImmutableArray<TraceStep>.Builder steps)
    {
        Cursor cursor = new(line, number);
        if (steps.Count == 0)
        {
            cursor.Fail("a view stands below the command that it was seen behind");
        }
        else if (steps[^1].Shown is not null)
        {
            cursor.Fail("the command has a view already");
        }

        Observation shown = new ViewParser(cursor).Parse();
        if (cursor.Error is null)
        {
            steps[^1] = steps[^1] with { Shown = shown };
        }

        return cursor.Error;
    }
}
