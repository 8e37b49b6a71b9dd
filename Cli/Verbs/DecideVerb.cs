using System.CommandLine;
using MsrSpec.Cli.Compiling;
using MsrSpec.Policies.Reading;
using MsrSpec.Shell;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec decide</c>: what a policy or a trace decides of registers.</summary>
internal static class DecideVerb
{
    private const string Summary = "Says what a policy or a trace decides, of all its registers or of some";

    private const string Notes = $"""
        {RegisterAnswer.Meanings}

        Example: ./msrspec decide policy.msrs TSC 0xc0010015

        Exit status: 0 decided, 2 wrong command line or file.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument(
            "policy", "A file with a policy in whichever form, or a trace; - is the standard input");
        Argument<string[]> registers = new("msr")
        {
            Description = "Indices, decimal or with 0x in front, or names; without one, all that the policy names",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<PolicyFormat?> format = PolicyFile.FormatOption;
        Verb verb = new("decide", Summary, Notes) { file, registers, format };
        verb.SetAction(parsed => Run(
            parsed.GetValue(file)!, parsed.GetValue(registers) ?? [], parsed.GetValue(format)));
        return verb;
    }

    private static int Run(string file, string[] registers, PolicyFormat? format)
    {
        List<uint> indices = [];
        foreach (string text in registers)
        {
            if (MsrIndexText.Read(text, out string wrong) is not { } index)
            {
                return CommandLine.Fail(wrong);
            }

            indices.Add(index);
        }

        if (PolicyFile.Read(file, format, out string problem) is not { } input)
        {
            return CommandLine.Fail(problem);
        }

        if (input.Dialect is { } dialect)
        {
            Terminal.Output.WriteLine($"# as {dialect.Name} decides");
        }

        DecisionLines lines = new(input);
        foreach (string line in registers.Length == 0 ? lines.All() : indices.Select(lines.Of))
        {
            Terminal.Output.WriteLine(line);
        }

        return ExitStatus.Success;
    }
}
