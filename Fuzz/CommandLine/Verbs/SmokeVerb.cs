using System.CommandLine;
using MsrSpec.Fuzz.Engine.Native;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Shell;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz smoke</c>: every target for a short while, by each engine that is there, at a fixed seed.</summary>
internal static class SmokeVerb
{
    private const long MostSeconds = 86_400;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<long> runs = Options.Count(
            "--runs", "inputs for a target in which nothing is to be found", 20_000, int.MaxValue);
        Option<long> seconds = Options.Count(
            "--seconds", "the time for a target in which something must be found", 10, MostSeconds);
        Option<long> seed = Options.Count("--seed", "decides every input", 1, uint.MaxValue);
        Command verb = new(
            "smoke", "Every target for a short while, by each engine; what must fail is to be found")
        {
            runs, seconds, seed,
        };
        verb.SetAction(parsed => Run(
            FormattableString.Invariant($"-runs={parsed.GetValue(runs)}"),
            FormattableString.Invariant($"-max_total_time={parsed.GetValue(seconds)}"),
            FormattableString.Invariant($"-seed={parsed.GetValue(seed)}")));
        return verb;
    }

    private static int Run(string runs, string seconds, string seed)
    {
        bool isNative = NativeEngine.TryLoad(out string whyNot) is not null;
        if (!isNative)
        {
            Console.WriteLine($"libFuzzer is skipped: {whyNot}");
        }

        string[] engines = isNative ? ["native", "managed"] : ["managed"];
        string folder = Directory.CreateTempSubdirectory("msrspec-smoke-").FullName;
        try
        {
            using SmokeRun run = new();
            return run.RunAll(
                from engine in engines
                from target in FuzzTargets.All
                select new SmokeCase(
                    engine, target, [seed, target.MustFail ? seconds : runs, $"-artifact_prefix={folder}/"]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
