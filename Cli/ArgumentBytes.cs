using System.Text;
using MsrSpec.Files;
using MsrSpec.Policies.Images;
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
            && Array.TrueForAll(bytes, value => char.IsAsciiHexDigit((char)value) || HexText.IsWhite((char)value));
        return isText ? Parse(Encoding.ASCII.GetString(bytes), file, string.Empty, out problem) : new([.. bytes]);
    }

    private static UserBuffer? Parse(string text, string place, string hint, out string problem)
    {
        string? wrong = HexText.Read(text, out byte[] bytes);
        bool isDigit = text.All(letter => char.IsAsciiHexDigit(letter) || HexText.IsWhite(letter));
        problem = wrong is null ? string.Empty : $"{place}: {wrong}{(isDigit ? string.Empty : hint)}";
        return wrong is null ? new UserBuffer([.. bytes]) : null;
    }
}
