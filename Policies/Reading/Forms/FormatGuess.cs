using System.Buffers;
using MsrSpec.Policies.Images;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Policies.Reading.Forms;

/// <summary>Tells by its content what a policy is written in.</summary>
internal static class FormatGuess
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t', '\n', '\r']).Append(0x7F).Select(sign => (byte)sign)]);

    /// <summary>The format of bytes that are no text: which layout they have.</summary>
    public static PolicyFormat OfBytes(ReadOnlySpan<byte> bytes) =>
        FilterArgument.IsLike(bytes) ? PolicyFormat.FilterBytes : PolicyFormat.AllowlistBytes;

    /// <summary>Whether bytes are a text: it has no control characters but those of lines and tabulators.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => FirstOfNoText(bytes) < 0;

    /// <summary>The offset of the first byte that no text has, or -1.</summary>
    public static int FirstOfNoText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny(Controls);

    /// <summary>The format of a text; of hexadecimal digits, whichever layout their bytes have.</summary>
    public static PolicyFormat OfText(string text)
    {
        if (TraceParser.IsTrace(text))
        {
            return PolicyFormat.Trace;
        }

        if (text.AsSpan().TrimStart() is ['{', ..])
        {
            return PolicyFormat.Json;
        }

        if (HexText.IsLike(text))
        {
            return HexText.Read(text, out byte[] bytes) is null ? OfBytes(bytes) : PolicyFormat.AllowlistBytes;
        }

        Field first = LineText.Significant(text).Select(LineText.WithoutComment).FirstOrDefault(new Field("", 1, 1));
        List<Field> words = LineText.Words(first);
        return first.Text.Contains(',', StringComparison.Ordinal) ? PolicyFormat.Csv
            : words.Count > 1 && WriteMask.IsLike(words[1].Text) ? PolicyFormat.MsrSafe
            : PolicyFormat.Msrs;
    }
}
