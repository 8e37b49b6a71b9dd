using System.CommandLine;
using MsrSpec.Cli.Specifying;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec spec</c>: the specification as a document.</summary>
internal static class SpecVerb
{
    private const string AsText = "text";
    private const string AsMarkdown = "markdown";

    private const string Origin =
        "Written by: ./msrspec spec --format markdown > docs/specification.md. A test compares.";

    private const string Summary =
        "Prints the specification: layouts, ordered rows with answer and clause, what is left, readings, registers";

    private const string Notes = """
        Exit status: 0 printed, 2 wrong command line.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> format = Options.Choice(
            "--format", "How to print", (AsText, AsText), (AsMarkdown, AsMarkdown));
        Verb verb = new("spec", Summary, Notes) { format };
        verb.SetAction(parsed => Run(parsed.GetValue(format)!));
        return verb;
    }

    private static int Run(string format)
    {
        IReadOnlyList<Block> document = SpecificationDocument.Build();
        Terminal.Output.Write(
            format == AsMarkdown ? MarkdownPage.Print(document, Origin) : PlainPage.Print(document));
        return ExitStatus.Success;
    }
}
