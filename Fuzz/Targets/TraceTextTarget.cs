using System.Text;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a trace file without its first line: the parser answers with a trace that survives printing and
/// parsing, or with an error that points into the text.
/// </summary>
[GuidedBy("MsrSpec.Spec.TraceText.")]
internal sealed class TraceTextTarget : IFuzzTarget
{
    private const string FirstLine = TraceHeader.FirstLine + "\n";

    /// <inheritdoc/>
    public string Name => "trace-text";

    /// <inheritdoc/>
    public string Summary => "the text of a trace: the parser, and the round trip of what it accepts";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.TraceTextFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        string text = FirstLine + Encoding.UTF8.GetString(input);
        Parsed<Trace> parsed = TraceParser.Parse(text);
        return parsed.Value is { } trace ? JudgeTrace(trace) : JudgeError(text, parsed.Error);
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Encoding.UTF8.GetString(input));

    /// <summary>Whether an error points to a character of the text, or right behind a line.</summary>
    internal static string? JudgeError(string text, ParseError? error) =>
        error is null ? "the parser gives neither a trace nor an error" : JudgePlace(LinesOf(text), error);

    /// <summary>The lines of a text, as those count them who read it.</summary>
    internal static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Whether an error points to a character of some lines, or right behind one.</summary>
    internal static string? JudgePlace(string[] lines, ParseError error) =>
        error.Line < 1 || error.Line > lines.Length
            ? Invariant($"an error names a line that is not there\nline {error.Line} of {lines.Length}")
        : error.Column < 1 || error.Column > lines[error.Line - 1].Length + 1
            ? Invariant($"an error names a column that is not there\n{error.Describe("input")}")
        : null;

    private static string? JudgeTrace(Trace trace)
    {
        string printed = TracePrinter.Print(trace);
        return TraceParser.Parse(printed).Value is { } again
            && again.Steps.SequenceEqual(trace.Steps) && TracePrinter.Print(again) == printed
            ? null
            : $"what the parser accepts does not survive printing and parsing\n{printed}";
    }
}
