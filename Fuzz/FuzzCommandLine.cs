using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Engines;
using MsrSpec.Fuzz.Engines.Managed;
using MsrSpec.Fuzz.Findings;

namespace MsrSpec.Fuzz;

/// <summary>The command line of the fuzzer: <c>TARGET [FILE OR FOLDER...] [libFuzzer's flags]</c>.</summary>
public static class FuzzCommandLine
{
    private const int Success = 0;
    private const int UsageError = 2;
    private const int CrashFound = 77;
    private const string Usage =
        "usage: dotnet run --project Fuzz -c Release -- TARGET|smoke [FILE OR FOLDER...] [libFuzzer's flags]";

    /// <summary>Runs the fuzzer.</summary>
    /// <returns>0 if nothing was found, 77 if something was, 2 for bad usage.</returns>
    public static int Run(string[] args)
    {
        if (args is [] or ["--help" or "-help=1" or "-h", ..])
        {
            return Help(args is [] ? UsageError : Success);
        }

        if (args[0] == "smoke")
        {
            return Smoke(args[1..]);
        }

        if (FuzzTargets.Find(args[0]) is not { } target)
        {
            Console.Error.WriteLine($"fuzz: unknown target '{args[0]}'");
            return UsageError;
        }

        ManagedEngine engine = new("only this engine is here", Console.Error, ProgramCommand.OfThisProcess());
        return engine.Run(Job(target, args[1..]));
    }

    private static FuzzJob Job(IFuzzTarget target, IEnumerable<string> words) =>
        new(target, ["-use_value_profile=1", .. words], EdgeMap.Load(), new Silent(), Compares: true);

    private static int Help(int status)
    {
        TextWriter output = status == Success ? Console.Out : Console.Error;
        output.WriteLine(Usage);
        foreach (IFuzzTarget target in FuzzTargets.All)
        {
            output.WriteLine($"  {target.Name,-12} {target.Summary}");
        }

        output.WriteLine("  smoke        every target for -runs inputs (default 20000); the canary must be found");
        return status;
    }

    private static int Smoke(string[] words)
    {
        int failures = 0;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("msrspec-smoke-");
        foreach (IFuzzTarget target in FuzzTargets.All)
        {
            ManagedEngine engine = new("this is a smoke test", TextWriter.Null, self: null);
            int status = engine.Run(
                Job(target, ["-runs=20000", "-seed=1", $"-artifact_prefix={folder.FullName}/", .. words]));
            bool isExpected = status == (target.MustFail ? CrashFound : Success);
            failures += isExpected ? 0 : 1;
            Console.WriteLine($"{target.Name}: exit status {status}, {(isExpected ? "as expected" : "NOT EXPECTED")}");
        }

        folder.Delete(recursive: true);
        return failures == 0 ? Success : CrashFound;
    }

    private sealed class Silent : IFindingReporter
    {
        public void Report(IFuzzTarget target, ReadOnlySpan<byte> input, string problem)
        {
            // Reports come with the command line.
        }
    }
}
