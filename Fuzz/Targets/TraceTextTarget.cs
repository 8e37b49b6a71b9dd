using System.Text;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

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
        error is null ? "the parser gives neither a trace nor an error" : InputPlaces.JudgeError(text, error);

    private static string? JudgeTrace(Trace trace)
    {
        string printed = TracePrinter.Print(trace);
        return TraceParser.Parse(printed).Value is { } again
            && again.Steps.SequenceEqual(trace.Steps) && TracePrinter.Print(again) == printed
            ? null
            : $"what the parser accepts does not survive printing and parsing\n{printed}";
    }
}
