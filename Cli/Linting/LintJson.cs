using System.Text.Json;
using System.Text.Json.Serialization;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli.Linting;

/// <summary>Findings for programs; docs/linting.md tells the shape.</summary>
internal static class LintJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="file">The name of the file.</param>
    public static string Write(LintReport report, string file) => JsonSerializer.Serialize(
        new
        {
            Tool = ToolVersion.Text,
            File = file,
            Interface = report.Interface == Interface.Filter ? "filter" : "v2",
            Findings = report.Findings.Select(Finding),
        },
        Format) + "\n";

    private static object Finding(Finding finding) => new
    {
        finding.Rule.Id,
        Level = LevelOf(finding.Rule.Level),
        finding.Rule.Sentence,
        finding.Message,
        finding.Instead,
        finding.Place.Line,
        finding.Place.Column,
        finding.Place.Offset,
        finding.Place.Slot,
    };

    /// <summary>The level as SARIF calls it.</summary>
    public static string LevelOf(LintLevel level) => level switch
    {
        LintLevel.Error => "error",
        LintLevel.Warning => "warning",
        LintLevel.Note => "note",
    };
}
