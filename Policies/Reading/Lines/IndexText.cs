using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MsrSpec.Spec.Abi.Names;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>An index as people write it: a number, a name, or the two ends of a range with <c>-</c> between.</summary>
internal static class IndexText
{
    private const char RangeSign = '-';
    private const int MostDigits = 8;
    private const int LongestName = 40;

    /// <summary>Reads an index or a range.</summary>
    /// <param name="field">What is written.</param>
    /// <param name="run">The indices.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(Field field, out IndexRun run)
    {
        run = default;
        int sign = field.Text.IndexOf(RangeSign, StringComparison.Ordinal);
        bool isRange = sign > 0;
        Field first = isRange ? field with { Text = field.Text[..sign] } : field;
        if (!TryRead(first.Text, out uint low, out string? problem))
        {
            return first.Problem(problem);
        }

        run = new IndexRun(low, low);
        if (!isRange)
        {
            return low == uint.MaxValue
                ? field.Problem("0xffffffff is a placeholder of lists, and no range of an interface can hold it; "
                    + "leave the line out")
                : null;
        }

        Field last = field.From(sign + 1);
        if (!TryRead(last.Text, out uint high, out problem))
        {
            return last.Problem(problem);
        }

        run = new IndexRun(low, Math.Max(low, high));
        return high < low ? field.Problem($"the range '{ShownText.Of(field.Text)}' ends before it begins") : null;
    }

    private static bool TryRead(string text, out uint index, [NotNullWhen(false)] out string? problem)
    {
        index = 0;
        string hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : string.Empty;
        bool isNumber = hex.Length > 0 ? hex.All(char.IsAsciiHexDigit) : text.Length > 0 && text.All(char.IsAsciiDigit);
        if (!isNumber)
        {
            problem = $"'{ShownText.Of(text)}' is not an index: a number, decimal or with 0x in front, or a name";
            if (text.Length <= LongestName && LineText.IsName(text))
            {
                uint? named = MsrNames.Find(text, out problem);
                index = named ?? 0;
                problem = named is null ? problem : null;
            }

            return problem is null;
        }

        bool fits = hex.Length > 0
            ? hex.TrimStart('0').Length <= MostDigits
                && uint.TryParse(hex.TrimStart('0') is "" ? "0" : hex.TrimStart('0'),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out index)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
        problem = fits ? null : $"{ShownText.Of(text)} is not an MSR index: it has more than 32 bits";
        return fits;
    }
}
