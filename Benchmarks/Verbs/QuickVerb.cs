using System.CommandLine;
using MsrSpec.Benchmarks.Quick;
using MsrSpec.Shell;

namespace MsrSpec.Benchmarks.Verbs;

/// <summary><c>quick</c>: every comparison once.</summary>
internal static class QuickVerb
{
    private const string Summary = "Compares everything in one run of about twenty seconds: answers first, then times";

    private const string Notes = """
        A goal is a ratio between two things that are timed by turns, so it is judged in every run. A busy machine can
        miss one by a little; by more than half it cannot. A figure in absolute terms is only told, beside one that
        held and the machine on which it did.

        Exit status: 0 all is well, 1 answers differ, or a goal is missed by more than half (with --gate: at all),
        2 wrong command line.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<bool> gate = new("--gate") { Description = "Fails on every missed goal: for a machine that is idle" };
        Verb verb = new("quick", Summary, Notes) { gate };
        verb.SetAction(parsed => QuickRun.Run(Console.Out, parsed.GetValue(gate)));
        return verb;
    }
}
