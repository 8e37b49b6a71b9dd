using System.Globalization;

namespace MsrSpec.Shell;

/// <summary>
/// Numbers as a command line may have them: digits, without signs, blanks or separators of thousands.
/// </summary>
internal static class NumberText
{
    /// <summary>A whole number from a least to a most one, or null.</summary>
    public static long? Whole(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value >= least && value <= most
            ? value
            : null;

    /// <summary>A whole number of 64 bits, or null.</summary>
    public static ulong? Word(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null;

    /// <summary>Seconds above 0 and up to a most number, with or without a decimal point, or null.</summary>
    public static double? Seconds(string text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
        && value > 0 && value <= most
            ? value
            : null;
}
