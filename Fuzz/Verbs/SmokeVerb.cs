using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MsrSpec.Fuzz.Engines.Managed;
using MsrSpec.Fuzz.Engines.Native;
using MsrSpec.Shell;
using EngineStatus = MsrSpec.Fuzz.Engines.ExitStatus;

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
            int surprises = engines.Sum(engine => FuzzTargets.All.Count(target => !AsExpected(
                engine, target,
                [
                    target.Name, $"--engine={engine}", seed, target.MustFail ? seconds : runs,
                    $"-artifact_prefix={folder}/",
                ])));
            return surprises == 0 ? ExitStatus.Success : ExitStatus.Found;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool AsExpected(string engine, IFuzzTarget target, string[] words)
    {
        ProgramCommand self = ProgramCommand.OfThisProgram();
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(self.File, [.. self.Arguments, .. words])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string log = process.StandardError.ReadToEnd();
        log += output.Result;
        process.WaitForExit();
        bool expected = process.ExitCode == (target.MustFail ? EngineStatus.Finding : EngineStatus.Success);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine,-8} {target.Name,-16} {Stopwatch.GetElapsedTime(start).TotalSeconds,6:0.0} s  "
            + $"{Verdict(process.ExitCode)}, {(expected ? "as expected" : "NOT EXPECTED")}"));
        if (!expected)
        {
            Console.WriteLine(log);
        }

        return expected;
    }

    private static string Verdict(int status) => status switch
    {
        EngineStatus.Success => "nothing found",
        EngineStatus.Finding => "found something",
        _ => FormattableString.Invariant($"ended with {status}"),
    };
}
