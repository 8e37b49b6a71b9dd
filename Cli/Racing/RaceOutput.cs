using System.Collections.Immutable;
using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Racing;
using MsrSpec.Spec.Threads;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Cli.Racing;

/// <summary>What a <c>race</c> prints.</summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class RaceOutput(Terminal terminal)
{
    private const int ColumnWidth = 60;
    private const string Switch = "~ ";

    /// <summary>Prints what was found, and what is missing where it was looked for.</summary>
    public void Show(RaceReport report, RacePlan plan, RaceRequest request)
    {
        foreach (RaceResult result in report.Results)
        {
            Show(result);
        }

        foreach (RaceDefect missing in request.File is null ? report.Missing : [])
        {
            string why = missing.DependsOnCompiler ? "; it is there only if the compiler has made it" : string.Empty;
            Line($"  not found: {missing.Id} ({missing.Summary}){why}");
        }

        if (!plan.JudgesPolicy)
        {
            Line($"  not judged: {ThreadClauses.PolicyAtOnce}, which no machine with one range a call keeps; "
                + "--policy judges it");
        }
    }

    /// <summary>Prints how much was done, and the verdict.</summary>
    public void Summary(RaceReport report, RacePlan plan, RaceRequest request, TimeSpan elapsed)
    {
        string order = plan.BuffersStores ? "stores buffered (TSO)" : "in one order (sequential consistency)";
        Line(string.Empty);
        Line(Invariant($"{plan.Machine} against {plan.Dialect.Name}, {order}: {report.Scenarios:N0} scenarios, ")
            + Invariant($"of {report.Whole:N0} of them every schedule; {elapsed.TotalSeconds:F1} s"));
        Line(Invariant($"  {report.Bounded:N0} schedules with at most {plan.Limits.Preemptions} preemptions, ")
            + Invariant($"{report.Reduced:N0} of all, of those that differ in nothing that matters one; ")
            + Invariant($"{report.Left:N0} left before their end"));
        if (report.Differing > 0)
        {
            Line(Invariant($"  {report.Differing:N0} scenarios left out: the machine differs from the dialect where ")
                + "no two calls overlap; see 'msrspec check'");
        }

        int unknown = report.Results.Count(result => result.Defect is null);
        Line(unknown > 0 ? Invariant($"{unknown} NEW")
            : report.Results.IsEmpty ? report.IsWhole ? "no race" : "no race in what was explored"
            : Invariant($"{report.Results.Length} found, all known"));
        Line($"repeat with: {request.Repeat}");
    }

    private void Show(RaceResult result)
    {
        Line(result.Defect is { } known ? $"known defect {known.Id}: {known.Summary}" : "NEW");
        Line($"  breaks {result.Failure.Clause}");
        Line(Invariant($"  found in {result.FoundLength} commands, shrunk to {result.Trace.Steps.Length}, with ")
            + Invariant($"{result.Preemptions} preemption{(result.Preemptions == 1 ? string.Empty : "s")}"));
        foreach (string step in result.Trace.Steps.Select(TracePrinter.PrintStep))
        {
            Line($"    {step}");
        }

        ShowColumns(result.Rows);
        foreach (string sentence in result.Reported)
        {
            Line($"  the machine reports: {sentence}");
        }

        Line($"  schedule: {ScheduleText.Print(result.Trace.Schedule)}");
        Line(result.Problem is { } problem
            ? $"  NOT WRITTEN: {problem}"
            : $"  {(result.Written ? "written to" : "one of that clause, as small, stands already in")} {result.File}");
    }

    /// <summary>A column for each thread; a mark where another goes on than the one before.</summary>
    private void ShowColumns(ImmutableArray<RaceRow> rows)
    {
        int threads = rows.Max(row => row.Thread) + 1;
        Line("    " + string.Concat(Enumerable.Range(0, threads).Select(thread =>
            Invariant($"  thread {thread}").PadRight(ColumnWidth))).TrimEnd());
        foreach (RaceRow row in rows)
        {
            string indent = new(' ', row.Thread * ColumnWidth);
            Line($"    {indent}{(row.IsSwitch ? Switch : "  ")}{row.Text}");
        }
    }

    private void Line(string text) => terminal.WriteLine(text);
}
