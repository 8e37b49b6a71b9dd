using System.CommandLine;
using MsrSpec.Benchmarks.Bdn;
using MsrSpec.Shell;

namespace MsrSpec.Benchmarks.Verbs;

/// <summary><c>bdn</c>: the lookups under BenchmarkDotNet.</summary>
internal static class BdnVerb
{
    private const string Summary =
        "Times the lookups under BenchmarkDotNet; what stands behind the verb is passed on to it";

    private const string Notes = """
        Example: bdn --filter '*Throughput*' --job short
        Its own help: bdn -- --help

        Exit status: 0 every benchmark ran, 1 one did not, 2 wrong command line.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Verb verb = new("bdn", Summary, Notes) { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction(parsed => Run([.. parsed.UnmatchedTokens]));
        return verb;
    }

    private static int Run(string[] arguments) => BdnRun.Understands(arguments)
        ? BdnRun.Run(arguments)
        : BenchmarksCommand.Fail($"BenchmarkDotNet does not take '{string.Join(' ', arguments)}'; see 'bdn -- --help'");
}
