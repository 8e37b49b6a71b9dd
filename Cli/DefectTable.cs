using System.Text;
using MsrSpec.Registry;
using static System.FormattableString;

namespace MsrSpec.Cli;

/// <summary>The defects of the posted patch as text, and as the page <c>docs/defects.md</c>.</summary>
internal static class DefectTable
{
    private const string Preface = """
        # Defects of the posted patch

        <!-- Written by: ./msrspec defects --format markdown > docs/defects.md. A test compares. -->

        `KVM_ADD_MSR_ALLOWLIST` was posted in July 2020, in the second of three patches. This is what is known to be
        wrong with it and, where it says so, with the other two. What `check` finds is shown by a counterexample below
        `counterexamples/posted`; the last column is taken from those. What takes threads is found by `race`, in the
        patch's C as gcc 12 compiles it; see [races.md](races.md).

        | | what is wrong | how to see it | found |
        |---|---|---|---|

        """;

    /// <summary>For people: three lines a defect.</summary>
    public static string Text(IReadOnlyList<DefectRow> rows)
    {
        StringBuilder text = new();
        foreach (DefectRow row in rows)
        {
            string reach = row.Defect.OutOfReach is { } why
                ? $"Not found: {why}"
                : $"Found {Found(row, string.Empty)}.";
            text.Append(Invariant($"{row.Defect.Id,-4} {row.Defect.Summary}\n"));
            text.Append(Invariant($"     To see it: {row.Defect.Trigger}\n     {reach}\n"));
        }

        return text.Append(Count(rows)).ToString();
    }

    /// <summary>The page.</summary>
    public static string Markdown(IReadOnlyList<DefectRow> rows)
    {
        StringBuilder page = new(Preface);
        foreach (DefectRow row in rows)
        {
            string reach = row.Defect.OutOfReach is { } why ? $"no: {why}" : Found(row, "`");
            page.Append(Invariant($"| {row.Defect.Id} | {row.Defect.Summary} | {row.Defect.Trigger} | {reach} |\n"));
        }

        return page.Append(Invariant($"\n{Count(rows)}")).ToString();
    }

    private static string Found(DefectRow row, string quote) => row.Defect.TakesThreads
        ? $"with threads by {quote}msrspec race {MachineRegistry.CompiledPosted}{quote}"
        : string.Join(" and ", row.Evidence.Select(
            evidence => $"{Length(evidence.Commands)} by {quote}{evidence.Clause.Id}{quote}"));

    private static string Length(int? commands) => commands switch
    {
        null => "without a counterexample here",
        1 => "in 1 command",
        _ => Invariant($"in {commands} commands"),
    };

    private static string Count(IReadOnlyList<DefectRow> rows)
    {
        int found = rows.Count(row => row.Defect.OutOfReach is null);
        return Invariant(
            $"{rows.Count} defects: {found} found by the checker, {rows.Count - found} out of its reach.\n");
    }
}
