using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using static System.FormattableString;

namespace MsrSpec.Cli.Linting;

/// <summary>Findings for people: place, id and sentence in one line, and below it what to write instead.</summary>
internal static class LintText
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="file">The name of the file.</param>
    public static string Write(LintReport report, string file)
    {
        string findings = string.Concat(report.Findings.Select(finding => Invariant(
            $"{finding.Place.Describe(file)}: {finding.Rule.Id}: {Where(finding)}{finding.Message}\n")
            + $"  instead: {finding.Instead}\n"));
        int count = report.Findings.Length;
        return findings + Invariant($"{count} finding{(count == 1 ? string.Empty : "s")}\n");
    }

    private static string Where(Finding finding) =>
        finding.Place.Slot is { } slot ? Invariant($"range {slot + 1}: ") : string.Empty;
}
