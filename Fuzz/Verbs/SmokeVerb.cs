using System.CommandLine;
using MsrSpec.Fuzz.Engines.Native;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz smoke</c>: every target for a short while, by each engine that is there, at a fixed seed.</summary>
internal static class SmokeVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<uint> runs = new("--runs")
        {
            Description = "inputs for a target in which nothing is to be found",
            DefaultValueFactory = _ => 20_000,
        };
        Option<uint> seconds = new("--seconds")
        {
            Description = "the time for a target in which something must be found",
            DefaultValueFactory = _ => 10,
        };
        Option<uint> seed = new("--seed") { Description = "decides every input", DefaultValueFactory = _ => 1 };
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
