using System.CommandLine;
using MsrSpec.Fuzz.Engine;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Engine.Managed;
using MsrSpec.Fuzz.Engine.Native;
using MsrSpec.Fuzz.Engine.Processes;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz TARGET</c>: fuzzes or replays one target, with libFuzzer's flags.</summary>
internal static class TargetVerb
{
    private const string Nowhere = "none";

    private const string Notes = """
        Everything else is libFuzzer's: a flag begins with one dash (-runs=1000), any other word is a corpus folder, or
        a file to replay.

        Exit status, libFuzzer's: 0 nothing found, 77 a finding, 70 a hang, 71 out of memory, 72 interrupted, 1 a file
        cannot be read or written, 2 wrong command line; a death is 134 or 139 under libFuzzer, 77 under the managed
        engine.
        """;

    private static readonly (string Word, EngineChoice Engine)[] Engines =
        [("auto", EngineChoice.Auto), ("native", EngineChoice.Native), ("managed", EngineChoice.Managed)];

    /// <summary>Builds the verb of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="defaults">Whether to add what the repository has for it; an option of the whole program.</param>
    public static Command Build(IFuzzTarget target, Option<bool> defaults)
    {
        Option<string> engine = Options.Choice(
            "--engine", "libFuzzer is native, ours managed; auto is libFuzzer where it is there",
            Engines.Select(one => one.Word));
        Option<bool> quiet = new("--no-compares")
        {
            Description = "do not report the operands of comparisons: faster, and blind to magic numbers",
        };
        Option<string?> counterexamples = Options.OptionalOutputFolder(
            "--counterexamples",
            "where a finding is kept, minimised and explained, or 'none'. With --defaults the repository's "
            + "'counterexamples' (artifacts/fuzz for what must be found), otherwise none",
            Nowhere);
        Option<bool> onBehalf = new(ChildCommand.OnBehalfFlag)
        {
            Description = "this process runs inputs for another one, which reports what they show",
            Hidden = true,
        };
        string summary = target.Summary + (target.MustFail ? " (must find something)" : string.Empty);
        Verb verb = new(target.Name, summary, Notes)
        {
            engine, quiet, counterexamples, onBehalf,
        };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(parsed => Run(
            target,
            parsed.UnmatchedTokens,
            new Settings(
                Engines.Single(one => one.Word == parsed.GetValue(engine)).Engine, !parsed.GetValue(quiet),
                parsed.GetValue(defaults), parsed.GetValue(counterexamples), parsed.GetValue(onBehalf))));
        return verb;
    }

    private static int Run(IFuzzTarget target, IReadOnlyList<string> given, Settings settings)
    {
        if (FuzzWords.ProblemOf(given) is { } problem)
        {
            return FuzzCommandLine.Fail(problem);
        }

        FuzzFolders? folders = FuzzFolders.Find();
        if (settings.Defaults && folders is null)
        {
            return FuzzCommandLine.Fail("--defaults: there is no repository around this program or folder");
        }

        IReadOnlyList<string> words = settings.Defaults ? FuzzWords.WithDefaults(target, given, folders!) : given;
        string keep = settings.Counterexamples ?? (settings.Defaults ? folders!.FindingsOf(target) : Nowhere);
        FuzzJob job = new(
            target, FuzzWords.Complete(target, words), [.. settings.ToWords(keep)], EdgeMap.Load(),
            new FindingReporter(keep == Nowhere ? string.Empty : keep, Console.Error), settings.Compares);
        string whyNot = "it was not asked for";
        IFuzzEngine? native =
            settings.Engine == EngineChoice.Managed ? null : NativeEngine.TryLoad(out whyNot);
        return native is null && settings.Engine == EngineChoice.Native
            ? FuzzCommandLine.Fail(whyNot)
            : (native ?? new ManagedEngine(whyNot, Console.Error, ProgramCommand.OfThisProcess())).Run(job);
    }

    /// <summary>What our own flags say.</summary>
    private sealed record Settings(
        EngineChoice Engine, bool Compares, bool Defaults, string? Counterexamples, bool IsOnBehalf)
    {
        /// <summary>The same as words, for the processes that libFuzzer starts.</summary>
        public IEnumerable<string> ToWords(string keep) =>
        [
            Engine switch
            {
                EngineChoice.Auto => "--engine=auto",
                EngineChoice.Native => "--engine=native",
                EngineChoice.Managed => "--engine=managed",
            },
            .. Compares ? Array.Empty<string>() : ["--no-compares"],
            $"--counterexamples={keep}",
            .. IsOnBehalf ? [ChildCommand.OnBehalfFlag] : Array.Empty<string>(),
        ];
    }
}
