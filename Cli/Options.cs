using System.CommandLine;

namespace MsrSpec.Cli;

/// <summary>Options that several verbs have.</summary>
internal static class Options
{
    /// <summary>The seed unless one is given: runs that say nothing are the same run.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>Where counterexamples stand.</summary>
    public static Option<string> Counterexamples() => new("--counterexamples")
    {
        Description = "Folder of counterexample files",
        DefaultValueFactory = _ => "counterexamples",
        HelpName = "FOLDER",
    };

    /// <summary>The seed.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Decides every generated sequence",
        DefaultValueFactory = _ => DefaultSeed,
        HelpName = "NUMBER",
    };
}
