using System.CommandLine;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary>The command line of the fuzzer: a verb for each target, and what concerns all of them.</summary>
internal static class FuzzCommandLine
{
    private static readonly CommandRunner Runner = new("fuzz", "./msrspec fuzz", "target or verb");

    /// <summary>Runs one command line.</summary>
    /// <returns>
    /// For a target libFuzzer's exit status: 0 nothing found, 77 a finding, 70 a hang, 71 out of memory. For the other
    /// verbs 0 or 1. 2 for bad usage.
    /// </returns>
    public static int Run(string[] args) => args switch
    {
        [] => Runner.Run(Build(), ["--help"]),
        [['-', not '-' and not 'h' and not '?', ..] flag, ..] =>
            Fail($"'{flag}' comes first; the target does: TARGET [corpus folders or files] [flags]"),
        _ => Runner.Run(Build(), args),
    };

    /// <summary>Says in one line what is wrong with the command line or an input.</summary>
    internal static int Fail(string message) => Runner.Fail(message);

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
