using System.Text;
using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a trace file: the parser answers, and what it accepts prints and parses back unchanged.
/// </summary>
internal sealed class TraceTextTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "trace-text";

    /// <inheritdoc/>
    public string Summary => "the text of a trace: the parser, and the round trip of what it accepts";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public CoverageScope Scope { get; } = new("MsrSpec.Spec.TraceText.");

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        string text = "msrspec-trace 1\n" + Encoding.UTF8.GetString(input);
        if (TraceParser.Parse(text).Value is not { } trace)
        {
            return null;
        }

        string printed = TracePrinter.Print(trace);
        return TraceParser.Parse(printed).Value is { } again && TracePrinter.Print(again) == printed
            ? null
            : "what the parser accepts does not survive printing and parsing";
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Encoding.UTF8.GetString(input));
}
