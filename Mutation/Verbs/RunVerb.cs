using System.CommandLine;
using MsrSpec.Mutation.Runs;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary><c>run</c>: all mutants, or those that are asked for.</summary>
internal static class RunVerb
{
    private const string Summary = "Judges all mutants of a project, some of them, or one: a second or two each";

    private const string Notes = """
        The tests must be built. A mutant that no test notices is printed; if it is the same program for whoever uses
        it, it belongs into Mutation/equivalent.txt, with the reason, and else there is a test to write. Where all
        mutants of a project are judged, its score must be what Mutation/score.txt says, or more.

        With --journal, verdicts are kept in a file as they fall. A run with the same file takes over who was killed
        while the mutated source file is the same, and judges all others; delete it when tests were taken away.

        Examples: run --project Model
                  run --project Checker --sample 60 --seed 7
                  run --project Checker --journal artifacts/checker-verdicts.txt
                  run --project Spec --only 'Spec/Allowlist/Ranges.cs EndOf < #1 -> <='

        Exit status: 0 no score has fallen, and of a sample or a single mutant all are noticed; 1 otherwise, or a listed
        equivalent mutant is gone; 2 wrong command line; 130 interrupted.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> project = ProjectOption.Build();
        Option<long?> sample = Options.OptionalCount("--sample", "How many mutants of each project; without it, all");
        Option<ulong> seed = Options.Seed("Which mutants are drawn");
        Option<string?> only = Options.OptionalInput("--only", "The only mutant to judge, by its name", "MUTANT");
        Option<bool> slow = new("--slow") { Description = "Asks slow tests about survivors: two minutes each" };
        Option<string?> journal =
            Options.OptionalInput("--journal", "Keeps the verdicts, so that an interrupted run goes on", "FILE");
        Verb verb = new("run", Summary, Notes) { project, sample, seed, only, slow, journal };
        verb.SetAction((parsed, _) => Judgement.RunAsync(new Choice(
            ProjectOption.Meant(parsed.GetValue(project)!), parsed.GetValue(sample), parsed.GetValue(seed),
            parsed.GetValue(only), parsed.GetValue(slow)), parsed.GetValue(journal)));
        return verb;
    }
}
