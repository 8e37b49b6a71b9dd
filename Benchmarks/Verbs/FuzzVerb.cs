using System.CommandLine;
using MsrSpec.Benchmarks.Fuzzing;
using MsrSpec.Shell;

namespace MsrSpec.Benchmarks.Verbs;

/// <summary><c>fuzz</c>: our fuzzer beside the same target in C.</summary>
internal static class FuzzVerb
{
    private const string Summary = "Races our fuzzer against the same target in C, both under libFuzzer: ten minutes";

    private const string Notes = """
        What is missing for it (clang with libFuzzer) is named, and the race is skipped.

        Exit status: 0 all is well or skipped, 1 answers differ or a goal is missed, 2 wrong command line.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<bool> quick = new("--quick") { Description = "Only a look: two minutes" };
        Verb verb = new("fuzz", Summary, Notes) { quick };
        verb.SetAction(parsed => FuzzRun.Run(
            Console.Out, parsed.GetValue(quick) ? FuzzEffort.Quick : FuzzEffort.Full));
        return verb;
    }
}
