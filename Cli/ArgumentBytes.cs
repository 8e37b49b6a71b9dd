using System.Text;
using MsrSpec.Files;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli;

/// <summary>
/// The bytes of an ioctl argument as a command line gives them: digits, or a file of digits or of bytes.
/// </summary>
internal static class ArgumentBytes
{
    /// <summary>What stands in front of the name of a file.</summary>
    public const char OfFile = '@';

    private const int MostBytes = 1 << 20;

    /// <summary>Reads them.</summary>
    /// <param name="text">Hexadecimal digits, with white space or without; or a file's name behind <c>@</c>.</param>
    /// <param name="place">What it is called in messages.</param>
    /// <param name="isRaw">Whether a file holds the bytes even if it looks like text.</param>
    /// <param name="problem">What is wrong, in one line with its place; empty if nothing is.</param>
    public static UserBuffer? Read(string text, string place, bool isRaw, out string problem)
    {
        if (!text.StartsWith(OfFile))
        {
            return Parse(text, place, "; for a file write @FILE", out problem);
        }

        string file = text[1..];
        if (InputFile.Read(file, MostBytes, out problem) is not { } bytes)
        {
            problem = $"{place}: {problem}";
            return null;
        }

        bool isText = !isRaw && bytes.Length > 0
            && Array.TrueForAll(bytes, value => char.IsAsciiHexDigit((char)value) || IsWhite((char)value));
        return isText ? Parse(Encoding.ASCII.GetString(bytes), file, string.Empty, out problem) : new([.. bytes]);
    }

    private static UserBuffer? Parse(string text, string place, string hint, out string problem)
    {
        string digits = string.Concat(text.Where(letter => !IsWhite(letter)));
        int good = digits.TakeWhile(char.IsAsciiHexDigit).Count();
        problem = good < digits.Length
            ? $"{place}: '{digits[good]}' at digit {good + 1} is not a hexadecimal digit{hint}"
            : digits.Length % 2 != 0 ? $"{place}: there is an odd number of hexadecimal digits, {digits.Length}"
            : string.Empty;
        return problem.Length == 0 ? new UserBuffer([.. Convert.FromHexString(digits)]) : null;
    }

    private static bool IsWhite(char letter) => letter is ' ' or '\t' or '\r' or '\n';
}
