using System.Text;
using MsrSpec.Policies.Reading;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>The places of an input, to judge what is said of it.</summary>
/// <param name="bytes">The input.</param>
internal sealed class InputPlaces(byte[] bytes)
{
    private readonly Lazy<string[]> _lines = new(() => LinesOf(TextOf(bytes)));

    /// <summary>Whether a problem is one line, and points to a character, right behind a line, or to a byte.</summary>
    public string? Judge(PolicyProblem problem) =>
        LinesOf(problem.Message) is not [{ Length: > 0 }]
            ? $"a problem is not one line\n{problem.Message}"
            : JudgePlace(problem.Line, problem.Place, problem.Line is null ? problem.Place : null, problem.Message);

    /// <summary>Whether a place is there.</summary>
    /// <param name="line">Its line, from 1, or null.</param>
    /// <param name="column">Its column in the line, from 1.</param>
    /// <param name="offset">Its byte, from 0; null with a line, or if all of the input is meant.</param>
    /// <param name="message">What is said of it.</param>
    public string? JudgePlace(int? line, int? column, int? offset, string message) =>
        line is { } number ? JudgeLine(_lines.Value, new ParseError(number, column ?? 0, message))
        : offset is < 0 || offset > bytes.Length
            ? Invariant($"a byte is named that is not there\nbyte {offset} of {bytes.Length}: {message}")
        : null;

    /// <summary>Whether an error points to a character of a text, or right behind a line.</summary>
    public static string? JudgeError(string text, ParseError error) => JudgeLine(LinesOf(text), error);

    private static string? JudgeLine(string[] lines, ParseError error) =>
        error.Line < 1 || error.Line > lines.Length
            ? Invariant($"an error names a line that is not there\nline {error.Line} of {lines.Length}")
        : error.Column < 1 || error.Column > lines[error.Line - 1].Length + 1
            ? Invariant($"an error names a column that is not there\n{error.Describe("input")}")
        : null;

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string TextOf(byte[] bytes)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        return Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(mark) ? bytes.AsSpan(mark.Length) : bytes);
    }
}
