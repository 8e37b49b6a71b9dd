using System.Text.Json;
using System.Text.Json.Nodes;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;

namespace MsrSpec.Cli.Linting;

/// <summary>
/// Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which editors and code hosts read.
/// </summary>
internal static class LintSarif
{
    private const string Version = "2.1.0";
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="file">The name of the file.</param>
    public static string Write(LintReport report, string file) => new JsonObject
    {
        ["$schema"] = Schema,
        ["version"] = Version,
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver() },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. report.Findings.Select(finding => Result(finding, file))]),
        }),
    }.ToJsonString(Format) + "\n";

    private static JsonObject Driver() => new()
    {
        ["name"] = "msrspec lint",
        ["version"] = ToolVersion.Text,
        ["rules"] = new JsonArray([.. LintRules.All.Select(rule => new JsonObject
        {
            ["id"] = rule.Id,
            ["shortDescription"] = Text(rule.Sentence),
            ["help"] = Text(rule.Advice),
            ["defaultConfiguration"] = new JsonObject { ["level"] = LintJson.LevelOf(rule.Level) },
        })]),
    };

    private static JsonObject Result(Finding finding, string file) => new()
    {
        ["ruleId"] = finding.Rule.Id,
        ["ruleIndex"] = LintRules.All.IndexOf(finding.Rule),
        ["level"] = LintJson.LevelOf(finding.Rule.Level),
        ["message"] = Text($"{finding.Message}. Instead: {finding.Instead}."),
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(file) },
                ["region"] = Region(finding.Place),
            },
        }),
    };

    private static JsonObject Region(LintPlace place) => place.Line is { } line
        ? new() { ["startLine"] = line, ["startColumn"] = place.Column }
        : new() { ["byteOffset"] = place.Offset ?? 0, ["byteLength"] = 0 };

    /// <summary>A file as a reference: relative where the name is, and with nothing in it that a URI gives a meaning.
    /// </summary>
    private static string UriOf(string file) => Path.IsPathRooted(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
