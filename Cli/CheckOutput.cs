using System.Globalization;
using MsrSpec.Checker.Running;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Spectre.Console;
using static System.FormattableString;

namespace MsrSpec.Cli;

/// <summary>
/// What a check prints: a bar while it runs on a terminal, a line a job otherwise, and a table at the end.
/// </summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class CheckOutput(Terminal terminal)
{
    /// <summary>Runs a job with a progress bar, or on a plain output with a line every few seconds.</summary>
    public JobReport Track(CheckJob job, Func<Action<long>, JobReport> run) => terminal.Track(
        $"{job.Machine}, {job.ModeName}", job.Mode == CheckMode.Exhaustive ? 0 : job.Sequences, run);

    /// <summary>Tells of counterexamples that a dead checker left behind.</summary>
    /// <param name="findings">What was recovered.</param>
    /// <param name="kept">Journals that stay, each with the reason.</param>
    public void Recovered(IReadOnlyList<ShrunkFinding> findings, IReadOnlyList<(string Path, string Why)> kept)
    {
        foreach ((string path, string why) in kept)
        {
            Console.Error.WriteLine($"msrspec: {path}: left by a checker that died; it stays: {why}");
        }

        foreach (ShrunkFinding finding in findings)
        {
            Line($"recovered from a checker that died: {finding.Divergence.Clause}");
            Show(finding);
        }
    }

    /// <summary>Tells what a job found.</summary>
    public void Finished(TimedReport timed)
    {
        JobReport report = timed.Report;
        string note = report.Note.Length > 0 ? "; " + report.Note : string.Empty;
        Line($"{report.Job.Machine} against {report.Job.Dialect.Name}, {report.Job.ModeName}: {Count(report)}, "
            + Invariant($"{timed.Elapsed.TotalSeconds:F1} s, {timed.Rate / 1e6:F2} M commands/s{note}"));
        if (report.Job.Scope is { } scope)
        {
            Line($"  scope {scope.Name}: {scope.Summary}; {scope.Alphabet.Length} commands in every state");
        }

        foreach (HiddenField hidden in report.CannotShow)
        {
            Line($"  cannot show {ViewFieldText.Name(hidden.Field)}: {hidden.Reason}");
        }

        foreach (ShrunkFinding finding in report.Findings)
        {
            Show(finding);
        }

        foreach ((KnownDefect defect, Clause clause) in report.Missing)
        {
            Line($"  MISSING {defect.Id} ({defect.Summary}): no sequence broke {clause}");
        }
    }

    /// <summary>Prints the table and the verdict.</summary>
    public void Summary(CheckResult result, CheckRequest request)
    {
        Table table = new Table().Border(terminal.Border).AddColumns(
            "job", "sequences or states", "commands", "M/s", "deciding clauses", "divergences", "verdict");
        foreach (TimedReport timed in result.Reports)
        {
            JobReport report = timed.Report;
            table.AddRow(
                $"{report.Job.Machine} against {report.Job.Dialect.Name}, {report.Job.ModeName}",
                report.Sequences.ToString("N0", CultureInfo.InvariantCulture),
                report.Commands.ToString("N0", CultureInfo.InvariantCulture),
                (timed.Rate / 1e6).ToString("F2", CultureInfo.InvariantCulture),
                $"{report.Coverage.Distinct} of {ClauseIndex.All.Count}",
                Divergences(report),
                Word(timed.Verdict));
        }

        Line(string.Empty);
        terminal.Tables.Write(table);
        Line(result.Summary);
        Line($"seed {request.Seed}; repeat with: {request.Repeat}");
    }

    private static string Count(JobReport report) => report.Job.Mode == CheckMode.Random
        ? Invariant($"{report.Sequences:N0} sequences, {report.Commands:N0} commands")
        : Invariant($"{report.Commands:N0} transitions compared");

    private static string Divergences(JobReport report)
    {
        int known = report.Findings.Count(finding => finding.Defect is not null);
        int unknown = report.Findings.Count - known;
        string defects = string.Join(
            ' ', report.Findings.Where(finding => finding.Defect is not null)
                .Select(finding => finding.Defect!.Id).Distinct());
        return (known, unknown) switch
        {
            (0, 0) => "none",
            (_, 0) => $"{known} known ({defects})",
            (0, _) => $"{unknown} NEW",
            _ => $"{unknown} NEW, {known} known ({defects})",
        };
    }

    private static string Word(JobVerdict verdict) => verdict switch
    {
        JobVerdict.AsExpected => "as expected",
        JobVerdict.NotExpected => "NOT EXPECTED",
        JobVerdict.KnownNotFound => "KNOWN NOT FOUND",
        JobVerdict.NotComplete => "not complete",
    };

    private void Show(ShrunkFinding finding)
    {
        string defect = finding.Defect is { } known ? $"known defect {known.Id}: {known.Summary}" : "NEW DIVERGENCE";
        Line($"  {defect}");
        Line($"    breaks {finding.Divergence.Clause?.Id ?? "no clause that has a name"}");
        if (finding.Divergence.Actual.Kind is OutcomeKind.Crashed or OutcomeKind.Hung)
        {
            Line($"    THE MACHINE ITSELF FAILED: {finding.Divergence.Actual}");
        }

        if (finding.Earlier > 0)
        {
            string earlier = finding.Earlier == 1 ? "an earlier VM" : Invariant($"{finding.Earlier} earlier VMs");
            Line($"    A STATE CROSSED THE END OF A VM: it shows only behind {earlier}");
        }

        if (finding.IsUnobserved)
        {
            Line("    IT SHOWS ONLY IF NOBODY LOOKS at the state before the last command");
        }

        string bound = finding.LocallyMinimal ? string.Empty : "; SHRINKING WAS ENDED EARLY, it may get smaller";
        string found = finding.FoundLength == 1 ? "1 command" : Invariant($"{finding.FoundLength} commands");
        Line(finding.Confirmed
            ? $"    found in {found}, shrunk to {finding.Trace.Steps.Length} "
                + $"in {finding.Evaluations} evaluations{bound}"
            : $"    NOT CONFIRMED: seen once, {finding.Trace.Found}, as the last of {found}: "
                + finding.Divergence.Claim);
        foreach (string step in finding.Trace.Steps.Select(TracePrinter.PrintStep))
        {
            Line($"      {step}");
        }

        foreach (string sentence in finding.Reported)
        {
            Line($"    the machine reports: {sentence}");
        }

        Line(finding.Problem is { } problem
            ? $"    NOT WRITTEN: {problem}"
            : $"    {(finding.Written ? "written to" : "stands already in")} {finding.File}");
    }

    private void Line(string text) => terminal.WriteLine(text);
}
