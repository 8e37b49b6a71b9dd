using System.CommandLine;
using MsrSpec.Cli.Compiling;
using MsrSpec.Files;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Reading;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec compile</c>: the fewest ranges that decide as a policy does.</summary>
internal static class CompileVerb
{
    private const string Deny = "deny";
    private const string Allow = "allow";
    private const string Nothing = "nothing";
    private const string X2Apic = "x2apic";

    private const string Summary = "Makes the fewest ranges that decide exactly as a policy does, and proves them";

    private const string Notes = """
        Example: ./msrspec compile policy.msrs --for filter --accept x2apic --as trace

        What is to be known of the result, and what cannot be compiled and why, stands on the standard error. See
        docs/policies.md for what a policy can be written in.

        Exit status: 0 compiled, 1 no ranges decide it as asked, 2 wrong command line or file.
        """;

    private static readonly (string Word, OutputForm Form)[] Forms =
    [
        ("c", OutputForm.C), ("rust", OutputForm.Rust), ("bytes", OutputForm.Bytes), ("trace", OutputForm.Trace),
        ("json", OutputForm.Json),
    ];

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument(
            "policy", "A file with a policy, in whichever form; - is the standard input");
        Option<Interface> target = Options.NeededChoice(
            "--for", "The interface, as posted or as merged",
            ("v2", Interface.Allowlist), ("filter", Interface.Filter));
        Option<string> standard = Options.Choice(
            "--default", "What becomes of an access that no range covers", (Deny, Deny), (Allow, Allow));
        Option<string> form = Options.Choice("--as", "What to print", Forms.Select(one => one.Word));
        Option<string> accept = Options.Choice(
            "--accept", "What the interface decides otherwise, and may", (Nothing, Nothing), (X2Apic, X2Apic));
        Option<PolicyFormat?> format = PolicyFile.FormatOption;
        Option<OutputFile?> output = Options.OptionalOutput("--out", "Writes the ranges there");
        Verb verb = new("compile", Summary, Notes) { file, target, standard, form, accept, format, output };
        verb.SetAction(parsed => Run(
            parsed.GetValue(file)!,
            new CompileRequest(
                parsed.GetValue(target), parsed.GetValue(standard) == Allow, parsed.GetValue(accept) == X2Apic),
            parsed.GetValue(format), Forms.Single(one => one.Word == parsed.GetValue(form)).Form,
            parsed.GetValue(output)));
        return verb;
    }

    private static int Run(
        string file, CompileRequest request, PolicyFormat? format, OutputForm form, OutputFile? output)
    {
        if (request is { Interface: Interface.Allowlist, DefaultAllows: true })
        {
            return CommandLine.Fail("--default allow contradicts --for v2, which denies what no range covers");
        }

        return PolicyFile.Read(file, format, out string problem) is not { } input ? CommandLine.Fail(problem)
            : output is not null && output.Is(file) ? CommandLine.Fail($"--out: {file}: this is the policy itself")
            : new CompileRun(file, input, request).Run(form, output);
    }
}
