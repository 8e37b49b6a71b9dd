using System.Globalization;
using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Engines;
using MsrSpec.Fuzz.Engines.Native;
using MsrSpec.Fuzz.Findings;

namespace MsrSpec.Fuzz;

/// <summary>
/// The command line of the fuzzer: <c>TARGET [FILE OR FOLDER...] [-runs=N] [-seed=N] [-max_len=N]</c>.
/// </summary>
public static class FuzzCommandLine
{
    private const int Success = 0;
    private const int UsageError = 2;
    private const int CrashFound = 77;
    private const string Usage =
        "usage: dotnet run --project Fuzz -c Release -- TARGET|smoke [FILE OR FOLDER...] "
        + "[-runs=N] [-seed=N] [-max_len=N]";

    /// <summary>Runs the fuzzer.</summary>
    /// <returns>0 if nothing was found, 77 if something was, 2 for bad usage.</returns>
    public static int Run(string[] args)
    {
        if (args is [] or ["--help" or "-help=1" or "-h", ..])
        {
            return Help(args is [] ? UsageError : Success);
        }

        if (args.Contains("--engine=native") && FuzzTargets.Find(args[0]) is { } chosen)
        {
            FuzzJob job = new(chosen, args[1..], EdgeMap.Load(), new SilentReporter(), !args.Contains("--no-compares"));
            return NativeEngine.TryLoad(out string whyNot) is { } engine ? engine.Run(job) : Fail(whyNot);
        }

        if (!FuzzFlags.TryParse(args[1..], out FuzzFlags flags, out string problem))
        {
            return Fail(problem);
        }

        if (args[0] == "smoke")
        {
            return Smoke(flags);
        }

        return FuzzTargets.Find(args[0]) is { } target ? Fuzz(target, flags) : Fail($"unknown target '{args[0]}'");
    }

    private static int Help(int status)
    {
        TextWriter output = status == Success ? Console.Out : Console.Error;
        output.WriteLine(Usage);
        output.WriteLine("Without -runs, files are replayed; with it, mutated inputs are run after them.");
        foreach (IFuzzTarget target in FuzzTargets.All)
        {
            output.WriteLine($"  {target.Name,-12} {target.Summary}");
        }

        output.WriteLine("  smoke        every target for -runs inputs (default 20000); the canary must be found");
        return status;
    }

    private static int Fail(string problem)
    {
        Console.Error.WriteLine($"fuzz: {problem}");
        return UsageError;
    }

    /// <summary>Replays the files, then runs mutated inputs if asked for.</summary>
    private static int Fuzz(IFuzzTarget target, FuzzFlags flags)
    {
        foreach (string file in flags.Files)
        {
            if (target.Run(File.ReadAllBytes(file)) is { } wrong)
            {
                Console.Error.WriteLine($"fuzz: {target.Name}: {file}: {wrong}");
                return CrashFound;
            }
        }

        ManagedDriver driver = new(target, flags.Seed, flags.MaxLength, flags.Files.Select(File.ReadAllBytes));
        if (driver.Run(flags.Runs ?? 0) is not { } found)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name}: {flags.Files.Count} files and {flags.Runs ?? 0:N0} inputs "
                + $"(seed {flags.Seed}), nothing found"));
            return Success;
        }

        string name = ManagedDriver.CrashName(found.Input);
        File.WriteAllBytes(name, found.Input);
        Console.Error.WriteLine($"fuzz: {target.Name}: {found.Problem}; input written to {name}");
        return CrashFound;
    }

    private static int Smoke(FuzzFlags flags)
    {
        const long SmokeRuns = 20_000;
        int failures = 0;
        foreach (IFuzzTarget target in FuzzTargets.All)
        {
            ManagedDriver driver = new(target, flags.Seed, flags.MaxLength, []);
            bool failed = driver.Run(flags.Runs ?? SmokeRuns) is not null;
            failures += failed == target.MustFail ? 0 : 1;
            string verdict = failed == target.MustFail ? "as expected" : "NOT EXPECTED";
            Console.WriteLine($"{target.Name}: {(failed ? "found something" : "nothing found")}, {verdict}");
        }

        return failures == 0 ? Success : CrashFound;
    }
}
