using System.Text;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Reading.Json;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Reading.Forms;

/// <summary>
/// Reads policies, whatever they are written in. Whatever the bytes are, what comes out is a policy or problems.
/// </summary>
public static class PolicyReader
{
    /// <summary>The most bytes of an input.</summary>
    public const int MostBytes = TraceParser.MostBytes;

    /// <summary>Reads a policy.</summary>
    /// <param name="input">The bytes of a file, <see cref="MostBytes"/> of them at most.</param>
    /// <param name="format">What they are written in; if it is null, the content tells.</param>
    public static PolicyInput Read(ReadOnlyMemory<byte> input, PolicyFormat? format)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        ReadOnlyMemory<byte> bytes = input.Span.StartsWith(mark) ? input[mark.Length..] : input;
        bool isText = FormatGuess.IsText(bytes.Span);
        if (!isText && format is null)
        {
            return ReadGuessed(bytes);
        }

        if (!isText && format is { } bare and (PolicyFormat.AllowlistBytes or PolicyFormat.FilterBytes))
        {
            return ReadImage(bytes, bare);
        }

        string text = Encoding.UTF8.GetString(bytes.Span);
        PolicyFormat known = format ?? FormatGuess.OfText(text);
        return known switch
        {
            PolicyFormat.Msrs or PolicyFormat.MsrSafe => ListReader.Read(text, known),
            PolicyFormat.Csv => CsvReader.Read(text),
            PolicyFormat.Json => JsonPolicyReader.Read(text),
            PolicyFormat.Trace => ReadTrace(text),
            PolicyFormat.AllowlistBytes or PolicyFormat.FilterBytes => ReadDigits(text, known),
        };
    }

    /// <summary>Reads bytes that are no text; who meant a text is told where it is none.</summary>
    private static PolicyInput ReadGuessed(ReadOnlyMemory<byte> bytes)
    {
        PolicyInput read = ReadImage(bytes, FormatGuess.OfBytes(bytes.Span));
        string why = FormattableString.Invariant(
            $"; it was taken for the argument itself, since byte {FormatGuess.FirstOfNoText(bytes.Span)} is no text's");
        return read with { Problems = [.. read.Problems.Select(one => one with { Message = one.Message + why })] };
    }

    private static PolicyInput ReadTrace(string text)
    {
        Parsed<Trace> parsed = TraceParser.Parse(text);
        return parsed.Value is { } trace
            ? InstalledReader.Read(trace)
            : PolicyInput.Wrong(PolicyFormat.Trace, new PolicyProblem(
                parsed.Error!.Line, parsed.Error.Column, parsed.Error.Message));
    }

    private static PolicyInput ReadDigits(string text, PolicyFormat format) =>
        HexText.Read(text, out byte[] bytes) is { } wrong
            ? PolicyInput.Wrong(format, new PolicyProblem(null, null, wrong))
            : ReadImage(bytes, format);

    private static PolicyInput ReadImage(ReadOnlyMemory<byte> bytes, PolicyFormat format)
    {
        bool isFilter = format == PolicyFormat.FilterBytes;
        return bytes.IsEmpty
            ? PolicyInput.Wrong(format, new PolicyProblem(null, null, "it is empty"))
            : InstalledReader.Read(
                format, InstalledReader.DialectOf(isFilter ? Interface.Filter : Interface.Allowlist),
                isFilter
                    ? FilterImage.Calls(bytes, FilterImage.CallerOf(bytes.Span) ?? CallerBits.Native)
                    : AllowlistImage.Calls(bytes));
    }
}
