using System.CommandLine;
using MsrSpec.Cli.Explaining;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using Command = System.CommandLine.Command;

namespace MsrSpec.Cli.Verbs;

/// <summary><c>msrspec explain</c>: which rule decides an ioctl argument, and an access after it, and why.</summary>
internal static class ExplainVerb
{
    private const string Summary = "Says which rule decides ioctl arguments and an access after them, and why";

    private const string Notes = """
        An argument is what KVM_ADD_MSR_ALLOWLIST points to: hexadecimal digits, or @FILE with such digits as text or
        with the bytes themselves; a file may hold several, one behind the other. Of several, each is one more call, in
        their order; what follows the first is one of them if it begins with @, holds a blank, or has more than ten
        hexadecimal digits. MSR is an index, decimal or with 0x in front, or the name of a register, with MSR_ and IA32_
        in front or without; 'registers' lists them.
        In a dialect of Linux an argument is what KVM_X86_SET_MSR_FILTER points to, 392 bytes or the 260 of a 32-bit
        caller, with the bitmaps behind it and their offsets for pointers, as 'compile --as bytes' writes it.

        Example: ./msrspec explain "03000000 08000000 10000000 00000000 01" TSC read

        Exit status: 0 explained, 2 wrong command line or file.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string[]> words = new("words")
        {
            Description = "The arguments, then an MSR, then read or write, without which it is both: "
                + "HEX|@FILE... [MSR [read|write]]",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> dialect = new("--dialect")
        {
            Description = $"The dialect that explains; without it {Dialect.Sound.Name}, "
                + $"or {Dialect.Linux61.Name} if the first argument is a filter with its bitmaps",
            HelpName = "NAME",
        };
        Option<bool> raw = new("--raw")
        {
            Description = "A file holds the bytes themselves, even if all of them are hexadecimal digits",
        };
        Verb verb = new("explain", Summary, Notes) { words, dialect, raw };
        verb.SetAction(parsed => Run(parsed.GetValue(words)!, parsed.GetValue(raw), parsed.GetValue(dialect)));
        return verb;
    }

    private static int Run(string[] words, bool isRaw, string? dialectName)
    {
        string problem = string.Empty;
        Dialect? dialect = dialectName is null ? null : DialectNames.Find(dialectName, out problem);
        ExplainRequest? request =
            problem.Length > 0 ? null : ExplainRequest.Read(words, dialect, isRaw, out problem);
        if (request is null)
        {
            return CommandLine.Fail(problem);
        }

        new ExplanationPage(request.Dialect).Print(request);
        return ExitStatus.Success;
    }
}
