using System.CommandLine;
using MsrSpec.Cli.Differing;
using MsrSpec.Cli.Specifying;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec differences</c>: the kinds of difference between dialects as a document.</summary>
internal static class DifferencesVerb
{
    private const string AsText = "text";
    private const string AsMarkdown = "markdown";

    private const string Origin =
        "Written by: ./msrspec differences --format markdown > docs/differences.md. A test compares.";

    private const string Summary =
        "Prints every kind of difference between the dialects that are neighbours, each with its smallest witness";

    private const string Notes = """
        A kind of difference is a pair of clauses. Any two dialects: ./msrspec diff A B

        Exit status: 0 printed, 2 wrong command line, 130 interrupted, with nothing printed.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> format = Options.Choice(
            "--format", "How to print", (AsText, AsText), (AsMarkdown, AsMarkdown));
        Verb verb = new("differences", Summary, Notes) { format };
        verb.SetAction(parsed => Run(parsed.GetValue(format)!));
        return verb;
    }

    private static int Run(string format)
    {
        using Interruption interruption = new();
        IReadOnlyList<Block> document = DifferencesDocument.Build(interruption.Token);
        if (interruption.Interrupted)
        {
            return ExitStatus.Interrupted;
        }

        Terminal.Output.Write(
            format == AsMarkdown ? MarkdownPage.Print(document, Origin) : PlainPage.Print(document));
        return ExitStatus.Success;
    }
}
