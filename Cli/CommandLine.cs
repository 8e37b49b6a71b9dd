using System.CommandLine;
using MsrSpec.Cli.Verbs;

namespace MsrSpec.Cli;

/// <summary>The verbs of <c>msrspec</c>, and what is the same for all: errors on one line, exit status 2.</summary>
public static class CommandLine
{
    private const string DefaultVerb = "check";

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words behind <c>msrspec</c>; without a verb, <c>check</c> is meant.</param>
    public static int Run(string[] args)
    {
        RootCommand root = Build();
        string[] words = WithVerb(args);
        if (words is [[not '-', ..] verb, ..] && root.Subcommands.All(command => command.Name != verb))
        {
            string known = string.Join(", ", root.Subcommands.Select(command => command.Name));
            return Fail($"unknown verb '{verb}'; known are {known}");
        }

        if (words is [FuzzVerb.Name, .. var rest])
        {
            return FuzzVerb.Run(rest);
        }

        ParseResult parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors is [{ } error, ..])
        {
            return Fail($"{Plain(error.Message)}; see 'msrspec {words[0]} --help'");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(failure.Message);
        }
    }

    /// <summary>Says in one line what is wrong with the command line or an input.</summary>
    internal static int Fail(string message)
    {
        Console.Error.WriteLine($"msrspec: {message.ReplaceLineEndings(" ")}");
        return ExitStatus.Usage;
    }

    /// <summary>The library's message without its full stop and without the names of .NET types.</summary>
    private static string Plain(string message)
    {
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        string text = (type < 0 ? message : message[..type]).TrimEnd('.');
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static RootCommand Build() => new(
        "Checks machines that implement KVM's MSR allowlist against a reference model. Without a verb: check.")
    {
        CheckVerb.Build(), ReplayVerb.Build(), RunVerb.Build(), DiffVerb.Build(), ExplainVerb.Build(),
        ClausesVerb.Build(), MutantsVerb.Build(), BootVerb.Build(), FuzzVerb.Build(),
    };

    private static string[] WithVerb(string[] args) => args switch
    {
        [] => [DefaultVerb],
        ["--help" or "-h" or "-?" or "--version", ..] => args,
        [['-', ..], ..] => [DefaultVerb, .. args],
        _ => args,
    };
}
