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

    /// <summary>Whether a text says that it is a trace, in whichever version of the format.</summary>
    public static bool IsTrace(string text) => text.StartsWith(TraceHeader.Format, StringComparison.Ordinal);

    /// <summary>Reads a whole trace file.</summary>
    public static Parsed<Trace> Parse(string text) => Parse(text, out _);

    /// <summary>Reads a whole trace file, and tells where its commands stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="places">The line of each command, from 1.</param>
    public static Parsed<Trace> Parse(string text, out ImmutableArray<int> places)
    {
        TraceDraft draft = new();
        Parsed<Trace> parsed = Parse(text, draft);
        places = draft.Lines.ToImmutable();
        return parsed;
    }

    private static Parsed<Trace> Parse(string text, TraceDraft draft)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines[0].TrimEnd() != TraceHeader.FirstLine)
        {
            return new ParseError(1, 1, $"a trace starts with the line '{TraceHeader.FirstLine}'");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            bool isHeader = IsHeader(lines[i]);
            string line = isHeader ? lines[i] : WithoutComment(lines[i]);
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            ParseError? error = isHeader ? ParseHeader(line, i + 1, draft)
                : IsView(line) ? ParseView(line, i + 1, draft.Steps)
                : ParseStep(line, i + 1, draft);
            if (error is not null)
            {
                return error;
            }
        }

        return draft.Finish();
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

    private static ParseError? ParseHeader(string line, int number, TraceDraft draft)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string key = line[..colon].Trim();
        string value = line[(colon + 1)..].Trim();
        int column = line.IndexOf(key, StringComparison.Ordinal) + 1;
        int valueColumn = value.Length == 0 ? colon + 2 : line.IndexOf(value, colon + 1, StringComparison.Ordinal) + 1;
        string[] keys =
        [
            TraceHeader.Title, TraceHeader.Machine, TraceHeader.Reference, TraceHeader.Clause,
            TraceHeader.End, TraceHeader.Found, TraceHeader.Schedule,
        ];
        if (!keys.Contains(key))
        {
            return new ParseError(number, column, $"unknown header '{key}'; known are {string.Join(", ", keys)}");
        }

        if (draft.Steps.Count > 0)
        {
            return new ParseError(number, column, $"the header '{key}' stands behind the first command");
        }

        if (value.Length == 0)
        {
            return new ParseError(number, valueColumn, $"the header '{key}' has no value");
        }

        if (!draft.Header.TryAdd(key, value))
        {
            return new ParseError(number, column, $"the header '{key}' stands twice");
        }

        return key == TraceHeader.End ? ParseEnd(value, number, valueColumn, draft)
            : key == TraceHeader.Schedule ? ParseSchedule(value, number, valueColumn, draft)
            : null;
    }

    private static ParseError? ParseSchedule(string value, int number, int column, TraceDraft draft)
    {
        draft.Schedule = ScheduleText.Parse(value, number, column, out ParseError? error);
        return error;
    }

    private static ParseError? ParseEnd(string value, int number, int column, TraceDraft draft)
    {
        foreach (TraceEnd candidate in Enum.GetValues<TraceEnd>())
        {
            if (TraceHeader.Print(candidate) == value)
            {
                draft.End = candidate;
                return null;
            }
        }

        return new ParseError(number, column,
            $"a trace ends in {TraceHeader.Agreement} or {TraceHeader.Mismatch}, not '{value}'");
    }

    private static ParseError? ParseStep(string line, int number, TraceDraft draft)
    {
        string? claim = null;
        int got = line.IndexOf($" {Words.Got} ", StringComparison.Ordinal);
        if (got >= 0)
        {
            claim = line[(got + Words.Got.Length + 1)..].Trim();
            line = line[..got];
        }

        if (claim is not null && draft.End == TraceEnd.Agreement)
        {
            string agreement = $"'{TraceHeader.End}: {TraceHeader.Agreement}'";
            return new ParseError(number, got + 2, $"a claim contradicts the header {agreement}");
        }

        Cursor cursor = new(line, number);
        int? thread = ThreadText.Parse(cursor);
        Command command = CommandParser.Parse(cursor);
        Outcome? expected = cursor.TryTake(Words.Arrow) ? OutcomeText.Parse(cursor) : null;
        cursor.ExpectEnd();
        if (cursor.Error is null)
        {
            draft.Steps.Add(new TraceStep(command, expected, claim) { Thread = thread });
            draft.Lines.Add(number);
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
