using MsrSpec.Mutation.Runs;
using MsrSpec.Mutation.Scores;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary>Judges the mutants that are chosen, and compares the scores with those that must not fall.</summary>
internal static class Judgement
{
    /// <summary>Does it.</summary>
    /// <param name="choice">Which mutants.</param>
    /// <param name="journalFile">The file that keeps the verdicts, or null.</param>
    /// <returns>The exit status.</returns>
    public static async Task<int> RunAsync(Choice choice, string? journalFile)
    {
        if (Workplace.Find(out string problem) is not { } workplace)
        {
            return MutationCommand.Fail(problem);
        }

        IReadOnlyList<ProjectMutants> found = ProjectMutants.Find(workplace.Repository, choice.Projects);
        if (choice.Only is { } name && !found.Any(project => project.Mutants.Any(mutant => mutant.Name == name)))
        {
            return MutationCommand.Fail($"there is no mutant '{name}'; see 'list'");
        }

        using VerdictJournal? journal =
            journalFile is null ? null : VerdictJournal.Open(journalFile, out problem);
        if (journal is null && journalFile is not null)
        {
            return MutationCommand.Fail(problem);
        }

        using Interruption interruption = new();
        MutationRun run = new(workplace.Repository, choice, workplace.Equivalents, journal, Console.Out);
        IReadOnlyList<Score>? scores;
        try
        {
            scores = await run.RunAsync(found, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Interrupted)
        {
            return ExitStatus.Interrupted;
        }

        string[] stale = [.. found.SelectMany(project => project.Stale(workplace.Equivalents))];
        bool isWell = scores is not null
            & ScoreReport.Print(Console.Out, choice, scores ?? [], workplace.Floors)
            & ScoreReport.PrintStale(Console.Out, stale);
        return interruption.Interrupted ? ExitStatus.Interrupted : isWell ? ExitStatus.Success : ExitStatus.Found;
    }
}
