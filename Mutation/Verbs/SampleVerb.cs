using System.CommandLine;
using MsrSpec.Mutation.Runs;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary><c>sample</c>: the same few mutants of each project every time.</summary>
internal static class SampleVerb
{
    private const string Summary = "Judges the same thirty mutants every time, in about a minute: a step of ./check";

    private const string Notes = """
        The tests must be built. The score of each project must be what Mutation/score.txt says, or more.

        Exit status: 0 no score has fallen, 1 one has, or a listed equivalent mutant is gone, 2 wrong command line,
        130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Verb verb = new("sample", Summary, Notes);
        verb.SetAction((_, _) => Judgement.RunAsync(Choice.Fixed, journalFile: null));
        return verb;
    }
}
