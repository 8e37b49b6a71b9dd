using MsrSpec.Mutation.Judging;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Scores;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Runs;

/// <summary>Judges mutants, and prints what comes of it.</summary>
/// <param name="repository">The repository.</param>
/// <param name="choice">Which mutants.</param>
/// <param name="equivalents">Those that need not die.</param>
/// <param name="journal">Keeps the verdicts, and knows those of a run before; or null.</param>
/// <param name="output">Takes the report.</param>
internal sealed class MutationRun(
    Repository repository, Choice choice, EquivalentMutants equivalents, VerdictJournal? journal, TextWriter output)
{
    private const int BetweenReports = 20;

    /// <summary>Runs it.</summary>
    /// <param name="found">The mutants of the projects.</param>
    /// <param name="cancellation">Ends it; then what is not judged is not counted.</param>
    /// <returns>The scores, or null if the tests fail without a mutant.</returns>
    public async Task<IReadOnlyList<Score>?> RunAsync(
        IReadOnlyList<ProjectMutants> found, CancellationToken cancellation)
    {
        ILookup<bool, Mutant> meant = found.SelectMany(Meant).ToLookup(mutant => journal?.HasKilled(mutant) == true);
        MutatedAssembly[] assemblies =
            [.. found.Select(project => Compile(project, [.. meant[false]])).OfType<MutatedAssembly>()];
        using TestFolder folder = TestFolder.Make(repository, assemblies);
        (Baseline? baseline, string said) =
            await Baseline.MeasureAsync(folder, [.. TestClasses.Fast, .. OwnClasses], cancellation);
        if (baseline is null)
        {
            await output.WriteLineAsync($"The tests fail without a mutant:\n{said}");
            return null;
        }

        Mutant[] mutants = [.. assemblies.SelectMany(assembly => assembly.Mutants)];
        string before = meant[true].Any() ? $" beside {meant[true].Count()} killed before" : string.Empty;
        await output.WriteLineAsync($"{mutants.Length} mutants{before}, {baseline.Seconds.Count} test classes");
        Judge judge = new(folder, baseline, OwnClasses, choice.IsThorough ? TestClasses.Slow : []);
        List<Verdict> verdicts = await JudgeAllAsync(judge, mutants, cancellation);
        verdicts.AddRange(meant[true].Select(mutant => new Verdict(mutant, Fate.Killed)));
        return [.. found.Select(project => ScoreOf(project.Project, verdicts))];
    }

    /// <summary>The fixed sample is judged by fast tests alone.</summary>
    private IReadOnlyList<string> OwnClasses =>
        choice.IsFixed ? [] : [.. choice.Projects.SelectMany(project => TestClasses.OwnOf(project.Name))];

    private IEnumerable<Mutant> Meant(ProjectMutants project) =>
        choice.Of(project.Mutants.Where(mutant => !equivalents.Has(mutant.Name)));

    private static MutatedAssembly? Compile(ProjectMutants project, HashSet<Mutant> meant)
    {
        Mutant[] chosen = [.. project.Mutants.Where(meant.Contains)];
        return chosen.Length == 0 ? null : MutatedAssembly.Compile(project.Compilation, chosen);
    }

    private async Task<List<Verdict>> JudgeAllAsync(Judge judge, Mutant[] mutants, CancellationToken cancellation)
    {
        List<Verdict> verdicts = [];
        ParallelOptions processors = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        try
        {
            await Parallel.ForEachAsync(mutants.OrderBy(judge.IsReached), processors, async (mutant, token) =>
            {
                Verdict verdict = await judge.JudgeAsync(mutant, token);
                lock (verdicts)
                {
                    verdicts.Add(verdict);
                    journal?.Note(verdict);
                    Tell(verdict, verdicts.Count, mutants.Length);
                }
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await output.WriteLineAsync($"interrupted after {verdicts.Count} of {mutants.Length}");
        }

        return verdicts;
    }

    private void Tell(Verdict verdict, int count, int all)
    {
        if (verdict.Fate != Fate.Killed)
        {
            string fate = verdict.Fate == Fate.Survived ? "survived" : "unreached";
            output.WriteLine($"{fate,-10} {verdict.Mutant.Name}");
        }

        if (count % BetweenReports == 0)
        {
            output.WriteLine($"{count} of {all}");
        }
    }

    private static Score ScoreOf(MutatedProject project, List<Verdict> verdicts)
    {
        ILookup<Fate, Verdict> own = verdicts
            .Where(verdict => verdict.Mutant.Name.StartsWith($"{project.Folder}/", StringComparison.Ordinal))
            .ToLookup(verdict => verdict.Fate);
        return new Score(
            project.Name, own[Fate.Killed].Count(), own[Fate.Survived].Count(), own[Fate.Unreached].Count());
    }
}
