using System.CommandLine;
using MsrSpec.Cli.Compiling;
using MsrSpec.Policies;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Reading;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec decompile</c>: what ranges decide, as a policy.</summary>
internal static class DecompileVerb
{
    private const string Summary = "Prints as a policy what ranges or a trace decide, or a policy in another form";

    private const string Notes = """
        Example: ./msrspec compile policy.msrs --for v2 --as bytes --out ranges && ./msrspec decompile ranges

        Exit status: 0 printed, 2 wrong command line or file.
        """;

    private static readonly (string Word, Func<MsrPolicy, RegisterNames, string> Print)[] Forms =
        [("msrs", PolicyPrinter.Msrs), ("csv", PolicyPrinter.Csv), ("json", PolicyPrinter.Json)];

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument(
            "file", "Bytes, a trace, an object, or a policy; - is the standard input");
        Option<string> form = Options.Choice("--as", "What to print", Forms.Select(one => one.Word));
        Option<PolicyFormat?> format = PolicyFile.FormatOption;
        Verb verb = new("decompile", Summary, Notes) { file, form, format };
        verb.SetAction(parsed => Run(
            parsed.GetValue(file)!, parsed.GetValue(format),
            Forms.Single(one => one.Word == parsed.GetValue(form)).Print));
        return verb;
    }

    private static int Run(string file, PolicyFormat? format, Func<MsrPolicy, RegisterNames, string> print)
    {
        if (PolicyFile.Read(file, format, out string problem) is not { } input)
        {
            return CommandLine.Fail(problem);
        }

        Terminal.Output.Write(print(input.Policy!, new RegisterNames(input.Names)));
        return ExitStatus.Success;
    }
}
