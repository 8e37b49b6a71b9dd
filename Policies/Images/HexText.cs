using System.Buffers;
using System.Globalization;
using MsrSpec.Policies.Reading.Lines;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Images;

/// <summary>Bytes as hexadecimal digits, with blanks and line breaks anywhere between two of them.</summary>
public static class HexText
{
    private const int DigitsPerByte = 2;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789ABCDEFabcdef");
    private static readonly SearchValues<char> DigitsAndWhite = SearchValues.Create("0123456789ABCDEFabcdef \t\r\n");

    /// <summary>Whether a text is nothing but digits, and enough of them for the start of an argument.</summary>
    internal static bool IsLike(string text) =>
        !text.AsSpan().ContainsAnyExcept(DigitsAndWhite)
        && text.Count(char.IsAsciiHexDigit) >= AllowlistLayout.HeaderSize * DigitsPerByte;

    /// <summary>Reads the bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes; none if something is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(string text, out byte[] bytes)
    {
        bytes = [];
        ReadOnlySpan<char> digits = WithoutWhite(text);
        int wrong = digits.IndexOfAnyExcept(Digits);
        if (wrong >= 0)
        {
            string digit = ShownText.Of(digits[wrong].ToString());
            return string.Create(
                CultureInfo.InvariantCulture, $"'{digit}' at digit {wrong + 1} is not a hexadecimal digit");
        }

        if (digits.Length % DigitsPerByte != 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"there is an odd number of hexadecimal digits, {digits.Length}");
        }

        bytes = Convert.FromHexString(digits);
        return null;
    }

    /// <summary>Whether a letter may stand between two digits: a blank, a tabulator, or the end of a line.</summary>
    public static bool IsWhite(char letter) => letter is ' ' or '\t' or '\r' or '\n';

    /// <summary>Writes bytes in small letters.</summary>
    internal static string Print(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static ReadOnlySpan<char> WithoutWhite(string text)
    {
        char[] kept = new char[text.Length];
        int count = 0;
        foreach (char letter in text)
        {
            if (!IsWhite(letter))
            {
                kept[count++] = letter;
            }
        }

        return kept.AsSpan(0, count);
    }
}
