using System.Collections.Immutable;
using System.Text;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Policies.Reading.Json;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Reading;

/// <summary>Reads what is to be judged: a trace, ranges in JSON, or an argument as bytes or digits.</summary>
internal static class SubjectReader
{
    private const string OfAPolicy = "of a policy, what 'compile' makes of it can be judged";

    private const string NoInput =
        "here stands no trace, no object with 'ranges', and no argument as bytes or hexadecimal digits; "
        + OfAPolicy;

    /// <summary>Reads an input.</summary>
    /// <param name="input">Its bytes.</param>
    /// <param name="of">The interface whose argument the bytes are; if it is null, they tell.</param>
    /// <param name="isRaw">Whether they are the argument itself, even if they look like text.</param>
    /// <param name="subject">What is to be judged; null if the input cannot be read.</param>
    /// <returns>Why it cannot be read, or null.</returns>
    public static PolicyProblem? Read(
        ReadOnlyMemory<byte> input, Interface? of, bool isRaw, out LintSubject? subject)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        ReadOnlyMemory<byte> bytes = !isRaw && input.Span.StartsWith(mark) ? input[mark.Length..] : input;
        if (isRaw || !FormatGuess.IsText(bytes.Span))
        {
            subject = ArgumentReader.Read(bytes, of);
            return null;
        }

        string text = Encoding.UTF8.GetString(bytes.Span);
        return TraceParser.IsTrace(text) ? ReadTrace(text, of, out subject)
            : text.AsSpan().TrimStart() is ['{', ..] ? ReadJson(text, out subject)
            : ReadDigits(text, of, out subject);
    }

    private static PolicyProblem? ReadTrace(string text, Interface? of, out LintSubject? subject)
    {
        subject = null;
        Parsed<Trace> parsed = TraceParser.Parse(text, out ImmutableArray<int> places);
        if (parsed.Error is { } error)
        {
            return new PolicyProblem(error.Line, error.Column, error.Message);
        }

        Trace trace = parsed.Value!;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        subject = LintSubject.Of(
            of ?? InstalledReader.NamedBy(trace)?.Readings.Interface ?? InstalledReader.InterfaceOf(trace),
            [.. trace.Commands.Zip(places, (command, line) => (command, SourceOf(line, lines[line - 1])))],
            hasBitmaps: true);
        return null;
    }

    private static LintSource SourceOf(int line, string text) =>
        new(line, text.Length - text.TrimStart().Length + 1, text);

    private static PolicyProblem? ReadJson(string text, out LintSubject? subject)
    {
        subject = null;
        if (JsonText.Read(text, out JsonItem? root) is { } wrong)
        {
            return wrong;
        }

        if (root![RangesJson.Ranges] is null)
        {
            return root.Where.Problem($"here stands no object with '{RangesJson.Ranges}'");
        }

        if (RangesJson.Read(root, out ImmutableArray<Call> calls) is { } problem)
        {
            return problem;
        }

        subject = LintSubject.Of(
            RangesJson.InterfaceOf(root),
            [.. calls.Select(call => (call.Command, new LintSource(call.Line, call.Place ?? 1, string.Empty)))],
            hasBitmaps: true);
        return null;
    }

    private static PolicyProblem? ReadDigits(string text, Interface? of, out LintSubject? subject)
    {
        subject = null;
        int digits = text.Count(char.IsAsciiHexDigit);
        if (digits * 2 <= text.Count(letter => !char.IsWhiteSpace(letter)))
        {
            return new PolicyProblem(null, null, NoInput);
        }

        if (HexText.Read(text, out byte[] bytes) is { } wrong)
        {
            return new PolicyProblem(null, null, $"{wrong}; {OfAPolicy}");
        }

        subject = ArgumentReader.Read(bytes, of);
        return null;
    }
}
