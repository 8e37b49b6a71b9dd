using System.CommandLine;
using MsrSpec.Shell;

namespace MsrSpec.Cli.Verbs;

/// <summary>The verbs of <c>msrspec</c>.</summary>
internal static class CommandLine
{
    private const string DefaultVerb = "check";

    private const string Ended =
        "msrspec: something ended this process in the midst of its work, as a machine does that calls Environment.Exit;"
        + " the sequence of a random check stays in its journal, and the next check carries it out";

    private static readonly CommandRunner Runner = new("msrspec", "./msrspec");

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The words behind <c>msrspec</c>; without a verb, <c>check</c> is meant.</param>
    public static int Run(string[] args)
    {
        string[] words = WithVerb([.. CommandRunner.WithoutHelpVerb(args)]);
        if (words is [FuzzVerb.Name, .. var rest])
        {
            return FuzzVerb.Run(rest);
        }

        using UnaskedEnd watch = new(Ended);
        return Runner.Run(Build(), words);
    }

    /// <summary>Says in one line what is wrong with the command line or an input.</summary>
    internal static int Fail(string message) => Runner.Fail(message);

    private static RootCommand Build() => new(
        "Checks machines that implement KVM's MSR allowlist against a reference model. Without a verb: check.")
    {
        CheckVerb.Build(), RaceVerb.Build(), ReplayVerb.Build(), RunVerb.Build(), DiffVerb.Build(), ExplainVerb.Build(),
        CompileVerb.Build(), DecompileVerb.Build(), DecideVerb.Build(), LintVerb.Build(), SpecVerb.Build(),
        ClausesVerb.Build(), RegistersVerb.Build(), DefectsVerb.Build(), DifferencesVerb.Build(),
        MutantsVerb.Build(), ServicesVerb.Build(), BootVerb.Build(), FuzzVerb.Build(),
    };

    private static string[] WithVerb(string[] args) => args switch
    {
        [] => [DefaultVerb],
        ["--help" or "-h" or "-?" or "--version", ..] => args,
        [['-', ..], ..] => [DefaultVerb, .. args],
        _ => args,
    };
}
