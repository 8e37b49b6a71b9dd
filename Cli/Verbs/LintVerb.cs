using System.CommandLine;
using MsrSpec.Cli.Linting;
using MsrSpec.Files;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec lint</c>: arguments and lists of calls, as users of the interfaces get them wrong.</summary>
internal static class LintVerb
{
    private const string AsText = "text";
    private const string AsJson = "json";
    private const string AsSarif = "sarif";

    private const string Summary =
        "Judges an ioctl argument or a list of calls as users of the interfaces get them wrong";

    private const string Notes = """
        FILE is a trace, ranges in JSON as 'compile' prints them, or the argument itself, as bytes or as hexadecimal
        digits: that of KVM_ADD_MSR_ALLOWLIST, several one behind the other, or the 392 or 260 bytes of
        KVM_X86_SET_MSR_FILTER, alone or with the bitmaps behind them and offsets for pointers. Each finding is an id, a
        sentence, its place, and what to write instead; docs/linting.md has the rules and the shape of the JSON.

        Example: ./msrspec lint docs/examples/wrong-filter.json

        Exit status: 0 nothing was found, 1 something was, 2 wrong command line or file.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> file = Options.InputArgument("file", "What is judged; - is the standard input");
        Option<string> format = Options.Choice(
            "--format", "How to print", (AsText, AsText), (AsJson, AsJson), (AsSarif, AsSarif));
        Option<bool> json = new("--json") { Description = "The same as --format json" };
        Option<Interface?> interfaceOf = Options.Choice<Interface?>(
            "--for", "The interface, where the bytes alone are to tell it otherwise",
            ("auto", null), ("v2", Interface.Allowlist), ("filter", Interface.Filter));
        Option<bool> raw = new("--raw")
        {
            Description = "The file holds the argument itself, even if it looks like text",
        };
        Verb verb = new("lint", Summary, Notes) { file, format, json, interfaceOf, raw };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetResult(format) is { Implicit: false })
            {
                result.AddError("--json contradicts --format");
            }
        });
        verb.SetAction(parsed => Run(
            parsed.GetValue(file)!, parsed.GetValue(json) ? AsJson : parsed.GetValue(format)!,
            parsed.GetValue(interfaceOf), parsed.GetValue(raw)));
        return verb;
    }

    private static int Run(string file, string format, Interface? interfaceOf, bool isRaw)
    {
        if (InputFile.Read(file, PolicyReader.MostBytes, out string unread) is not { } bytes)
        {
            return CommandLine.Fail(unread);
        }

        LintReport report = Linter.Judge(bytes, interfaceOf, isRaw);
        if (report.Problem is { } problem)
        {
            return CommandLine.Fail(problem.Describe(file));
        }

        Terminal.Output.Write(format switch
        {
            AsJson => LintJson.Write(report, file),
            AsSarif => LintSarif.Write(report, file),
            _ => LintText.Write(report, file),
        });
        return report.Findings.IsEmpty ? ExitStatus.Success : ExitStatus.Found;
    }
}
