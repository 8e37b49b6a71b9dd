using System.Globalization;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Images;

/// <summary>Bytes as hexadecimal digits, with blanks and line breaks anywhere between two of them.</summary>
public static class HexText
{
    private const int DigitsPerByte = 2;

    /// <summary>Whether a text is nothing but digits, and enough of them for the start of an argument.</summary>
    internal static bool IsLike(string text)
    {
        int digits = text.Count(char.IsAsciiHexDigit);
        return digits >= AllowlistLayout.HeaderSize * DigitsPerByte
            && text.All(letter => char.IsAsciiHexDigit(letter) || IsWhite(letter));
    }

    /// <summary>Reads the bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The bytes; none if something is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(string text, out byte[] bytes)
    {
        bytes = [];
        string digits = string.Concat(text.Where(letter => !IsWhite(letter)));
        int good = digits.TakeWhile(char.IsAsciiHexDigit).Count();
        if (good < digits.Length)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"'{digits[good]}' at digit {good + 1} is not a hexadecimal digit");
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
}
