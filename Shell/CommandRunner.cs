using System.CommandLine;
using System.CommandLine.Help;
using MsrSpec.Files;

namespace MsrSpec.Shell;

/// <summary>
/// Runs a command line. What is the same for all programs stands here: errors on one line of the standard error,
/// exit status 2 for them.
/// </summary>
/// <param name="program">The program's name, as messages begin with it.</param>
/// <param name="command">How a user calls it, for hints: <c>./msrspec</c>.</param>
/// <param name="kind">What its first word is.</param>
public sealed class CommandRunner(string program, string command, string kind = "verb")
{
    private static readonly ParserConfiguration Configuration = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Runs a command line.</summary>
    /// <param name="root">The verbs.</param>
    /// <param name="given">The words behind the program's name.</param>
    /// <returns>The exit status.</returns>
    public int Run(RootCommand root, IReadOnlyList<string> given)
    {
        IReadOnlyList<string> words = WithoutHelpVerb(given);
        if (words is [[not '-', ..] or "", ..] && root.Subcommands.All(verb => verb.Name != words[0]))
        {
            string known = string.Join(", ", root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
            return Fail($"unknown {kind} '{words[0]}'; known are {known}");
        }

        if (words.FirstOrDefault(IsWithoutValue) is { } bare)
        {
            // The library would take the next word for the value.
            return Fail($"'{bare}' has no value behind its '='");
        }

        foreach (HelpOption option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithNotes((HelpAction)option.Action!);
        }

        ParseResult parsed = root.Parse(words, Configuration);
        if (parsed.Action is not HelpWithNotes && parsed.Errors.Count > 0)
        {
            // Without a verb the first is that there is none; a word that nobody knows is behind it.
            bool isVerb = parsed.CommandResult.Command is not RootCommand;
            string verb = isVerb ? parsed.CommandResult.Command.Name + ' ' : string.Empty;
            string problem = Plain(parsed.Errors[isVerb ? 0 : ^1].Message);
            return Fail($"{problem}; see '{command} {verb}--help'");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(StandardOutput.Describe(failure));
        }
    }

    /// <summary>What words mean of which the first is <c>help</c>: <c>help VERB</c> is <c>VERB --help</c>.</summary>
    public static IReadOnlyList<string> WithoutHelpVerb(IReadOnlyList<string> words) => words switch
    {
        ["help"] => ["--help"],
        ["help", var verb, ..] => [verb, "--help"],
        _ => words,
    };

    /// <summary>Says in one line what is wrong with the command line or an input.</summary>
    /// <returns>The exit status for that.</returns>
    public int Fail(string message)
    {
        Console.Error.WriteLine($"{program}: {OneLine.Of(message)}");
        return ExitStatus.Usage;
    }

    private static bool IsWithoutValue(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.EndsWith('=');

    /// <summary>The library's message without its full stop and without the names of .NET types.</summary>
    private static string Plain(string message)
    {
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        string text = (type < 0 ? message : message[..type]).TrimEnd('.');
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
