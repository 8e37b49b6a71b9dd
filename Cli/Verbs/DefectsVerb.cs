using System.CommandLine;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec defects</c>: the defects of the posted patch.</summary>
internal static class DefectsVerb
{
    private const string DefaultFolder = "counterexamples";
    private const string AsText = "text";
    private const string AsMarkdown = "markdown";

    private const string Summary =
        "Lists the defects of the posted patch: how each that the checker finds is found, and why it misses the others";

    private const string Notes = """
        Exit status: 0 listed, 2 wrong command line, or a counterexample that cannot be read.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> format = Options.Choice(
            "--format", "How to print", (AsText, AsText), (AsMarkdown, AsMarkdown));
        Option<string?> folder = Options.OptionalInput(
            "--counterexamples", $"Folder of counterexample files; without it, '{DefaultFolder}'", "FOLDER");
        Verb verb = new("defects", Summary, Notes) { format, folder };
        verb.SetAction(parsed => Run(parsed.GetValue(format)!, parsed.GetValue(folder)));
        return verb;
    }

    private static int Run(string format, string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            return CommandLine.Fail($"{folder}: no such folder");
        }

        IReadOnlyList<DefectRow> rows =
            DefectRow.Read(new CounterexampleStore(folder ?? DefaultFolder), out string? problem);
        if (problem is not null)
        {
            return CommandLine.Fail(problem);
        }

        Terminal.Output.Write(format == AsMarkdown ? DefectTable.Markdown(rows) : DefectTable.Text(rows));
        return ExitStatus.Success;
    }
}
