using System.Globalization;
using System.Text;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Reads words in libFuzzer's format: on each line <c>"word"</c> or <c>name="word"</c>, with the escapes
/// <c>\\</c>, <c>\"</c> and <c>\xAB</c>; lines that begin with <c>#</c> are comments.
/// </summary>
public static class DictionaryFile
{
    /// <summary>Reads the lines.</summary>
    /// <exception cref="InvalidDataException">A line is none of these; its number is in the message.</exception>
    public static IReadOnlyList<byte[]> Parse(IEnumerable<string> lines)
    {
        List<byte[]> words = [];
        foreach ((int index, string line) in lines.Index())
        {
            string text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            words.Add(ParseWord(text)
                ?? throw new InvalidDataException($"line {index + 1} of the dictionary is malformed: {text}"));
        }

        return words;
    }

    private static byte[]? ParseWord(string text)
    {
        int open = text.IndexOf('"', StringComparison.Ordinal);
        if (open < 0 || text.Length < open + 2 || text[^1] != '"')
        {
            return null;
        }

        List<byte> word = [];
        ReadOnlySpan<char> rest = text.AsSpan(open + 1, text.Length - open - 2);
        while (!rest.IsEmpty)
        {
            int length = ParseCharacter(rest, word);
            if (length == 0)
            {
                return null;
            }

            rest = rest[length..];
        }

        return word is [] ? null : [.. word];
    }

    /// <returns>How many characters it took, or 0 if they are malformed.</returns>
    private static int ParseCharacter(ReadOnlySpan<char> text, List<byte> word)
    {
        switch (text)
        {
            case ['\\', 'x', _, _, ..]
                when byte.TryParse(
                    text.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value):
                word.Add(value);
                return 4;
            case ['\\', '\\' or '"', ..]:
                word.Add((byte)text[1]);
                return 2;
            case ['\\' or '"', ..]:
                return 0;
            default:
                Rune.DecodeFromUtf16(text, out Rune rune, out int length);
                Span<byte> bytes = stackalloc byte[4];
                word.AddRange(bytes[..rune.EncodeToUtf8(bytes)]);
                return length;
        }
    }
}
