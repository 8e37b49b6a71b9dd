using System.Globalization;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>A text of an input as messages show it: a part of one line, which does nothing to a terminal.</summary>
internal static class ShownText
{
    private const int Most = 40;

    /// <summary>The text; cut if it is long, and what is no sign to see as its number.</summary>
    public static string Of(string text)
    {
        string shown = text.Length <= Most ? text : $"{text[..Most]}...";
        return shown.Any(IsHidden) ? string.Concat(shown.Select(Shown)) : shown;
    }

    private static bool IsHidden(char sign) => char.GetUnicodeCategory(sign)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Shown(char sign) => IsHidden(sign)
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}")
        : sign.ToString();
}
