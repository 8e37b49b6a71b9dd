using System.CommandLine;
using MsrSpec.Shell;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec clauses</c>: the rules of the specification.</summary>
internal static class ClausesVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string?> filter = new("id")
        {
            Description = "Only clauses whose id contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command verb = new("clauses", "Prints the clauses of the specification") { filter };
        verb.SetAction(parsed => Run(parsed.GetValue(filter)));
        return verb;
    }

    private static int Run(string? filter)
    {
        Clause[] clauses =
        [
            .. ClauseIndex.All.Where(clause => filter is null || clause.Id.Contains(filter, StringComparison.Ordinal)),
        ];
        if (clauses.Length == 0)
        {
            return CommandLine.Fail($"no clause's id contains '{filter}'");
        }

        foreach (Clause clause in clauses)
        {
            Terminal.Output.WriteLine($"{clause.Id} ({clause.Strength})");
            Terminal.Output.WriteLine($"    {clause.Sentence}");
        }

        Terminal.Output.WriteLine($"{clauses.Length} of {ClauseIndex.All.Count} clauses");
        return ExitStatus.Success;
    }
}
