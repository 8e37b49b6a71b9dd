using System.Globalization;
using System.Text.RegularExpressions;

namespace MsrSpec.PropertyTests.Hardware;

/// <summary>What the comparison with hardware has said.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">All that it has printed.</param>
internal sealed partial record HardwareReport(int Status, string Output)
{
    /// <summary>The widths that were skipped, with the reasons.</summary>
    public IReadOnlyDictionary<int, string> Skipped { get; } = SkippedLine().Matches(Output).ToDictionary(
        line => Number(line, "bits"), line => line.Groups["reason"].Value);

    /// <summary>How many cases were compared.</summary>
    public int Cases => Number(EndLine().Match(Output), "cases");

    /// <summary>How many encodings they were of.</summary>
    public int Encodings => Number(EndLine().Match(Output), "encodings");

    /// <summary>How many of them differed; none if it does not say.</summary>
    public int? Mismatches => EndLine().Match(Output) is { Success: true } line ? Number(line, "mismatches") : null;

    private static int Number(Match line, string name) => line.Success
        ? int.Parse(line.Groups[name].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^skipped: (?<bits>\d+)-bit code: (?<reason>.+)$", RegexOptions.Multiline)]
    private static partial Regex SkippedLine();

    [GeneratedRegex(
        @"^(?<cases>[\d,]+) cases of (?<encodings>\d+) encodings in .*, (?<mismatches>\d+) mismatches$",
        RegexOptions.Multiline)]
    private static partial Regex EndLine();
}
