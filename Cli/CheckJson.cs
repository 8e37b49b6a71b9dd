using System.Text.Json;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Cli;

/// <summary>The report of a check as JSON, for programs.</summary>
internal static class CheckJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report.</summary>
    public static string Write(CheckRequest request, CheckResult result) =>
        JsonSerializer.Serialize(
            new
            {
                Tool = ToolVersion.Text,
                request.Seed,
                request.Repeat,
                AsExpected = result.IsAsExpected,
                result.Status,
                result.Summary,
                result.Interrupted,
                Recovered = result.Recovered.Select(Finding),
                Jobs = result.Reports.Select(Job),
            },
            Format) + "\n";

    private static object Job(TimedReport timed)
    {
        JobReport report = timed.Report;
        return new
        {
            report.Job.Machine,
            Dialect = report.Job.Dialect.Name,
            Mode = report.Job.ModeName,
            Scope = report.Job.Scope?.Summary,
            report.Sequences,
            report.Commands,
            Seconds = timed.Elapsed.TotalSeconds,
            ProcessorSeconds = timed.Processor.TotalSeconds,
            CommandsPerSecond = timed.Rate,
            report.Complete,
            report.Note,
            Verdict = timed.Verdict.ToString(),
            CannotShow = report.CannotShow.Select(
                hidden => new { Field = ViewFieldText.Name(hidden.Field), hidden.Reason }),
            Clauses = report.Coverage.Counts.ToDictionary(count => count.Clause.Id, count => count.Count),
            Findings = report.Findings.Select(Finding),
            Missing = report.Missing.Select(missing => new { missing.Defect.Id, Clause = missing.Clause.Id }),
        };
    }

    private static object Finding(ShrunkFinding finding) => new
    {
        Clause = finding.Divergence.Clause?.Id,
        Defect = finding.Defect?.Id,
        finding.Confirmed,
        EarlierSequences = finding.Earlier,
        finding.IsUnobserved,
        finding.FoundLength,
        Length = finding.Trace.Steps.Length,
        finding.Evaluations,
        finding.LocallyMinimal,
        finding.File,
        finding.Written,
        finding.Problem,
        finding.Reported,
        Trace = finding.Trace.Steps.Select(TracePrinter.PrintStep),
    };
}
