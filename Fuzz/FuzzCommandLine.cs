using System.CommandLine;
using MsrSpec.Fuzz.Verbs;

namespace MsrSpec.Fuzz;

/// <summary>The command line of the fuzzer: a verb for each target, and what concerns all of them.</summary>
public static class FuzzCommandLine
{
    /// <summary>Everything was as expected.</summary>
    internal const int Success = 0;

    /// <summary>Something was found that should not be there, or was not found though it is there.</summary>
    internal const int Found = 1;

    /// <summary>The command line or an input file is wrong; nothing was done.</summary>
    internal const int UsageError = 2;

    /// <summary>Runs one command line.</summary>
    /// <returns>
    /// For a target libFuzzer's exit status: 0 nothing found, 77 a finding, 70 a hang, 71 out of memory. For the other
    /// verbs 0 or 1. 2 for bad usage.
    /// </returns>
    public static int Run(string[] args)
    {
        RootCommand root = Build();
        if (args is [[not '-', ..] verb, ..] && root.Subcommands.All(command => command.Name != verb))
        {
            IEnumerable<Command> listed = root.Subcommands.Where(command => !command.Hidden);
            string known = string.Join(", ", listed.Select(command => command.Name));
            return Fail($"unknown target or verb '{verb}'; known are {known}");
        }

        if (args is [['-', not '-' and not 'h' and not '?', ..] flag, ..])
        {
            return Fail($"'{flag}' comes first; the target does: TARGET [corpus folders or files] [flags]");
        }

        ParserConfiguration configuration = new()
        {
            EnablePosixBundling = false,
            ResponseFileTokenReplacer = null,
        };
        ParseResult parsed = root.Parse(args is [] ? ["--help"] : args, configuration);
        if (parsed.Errors is [{ } error, ..])
        {
            return Fail($"{Plain(error.Message)}; see --help");
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
            return Fail(failure.Message);
        }
    }

    /// <summary>Says in one line what is wrong with the command line or an input.</summary>
    internal static int Fail(string message)
    {
        Console.Error.WriteLine($"fuzz: {message.ReplaceLineEndings(" ")}");
        return UsageError;
    }

    /// <summary>The library's message without the names of .NET types.</summary>
    private static string Plain(string message)
    {
        int type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        return (type < 0 ? message : message[..type]).TrimEnd('.');
    }

    private static RootCommand Build()
    {
        RootCommand root = new(
            "Fuzzes what decodes untrusted bytes. fuzz TARGET [CORPUS FOLDER or FILE...] [libFuzzer's flags]; "
            + "TARGET -help=1 lists those flags.");
        Option<bool> defaults = new("--defaults")
        {
            Description = "for a target: add the committed corpus and dictionary, and a folder below artifacts/fuzz "
                + "for what is new; keep findings among the counterexamples",
            Recursive = true,
        };
        root.Add(defaults);
        foreach (IFuzzTarget target in FuzzTargets.All)
        {
            root.Add(TargetVerb.Build(target, defaults));
        }

        foreach (IFuzzTarget target in FuzzTargets.ByNameOnly)
        {
            Command verb = TargetVerb.Build(target, defaults);
            verb.Hidden = true;
            root.Add(verb);
        }

        root.Add(SmokeVerb.Build());
        root.Add(ReplayVerb.Build());
        root.Add(CoverageVerb.Build());
        root.Add(DictionariesVerb.Build());
        root.Add(ExplainVerb.Build());
        root.Add(ListVerb.Build());
        return root;
    }
}
