using MsrSpec.Files;
using MsrSpec.Mutation.Judging;
using MsrSpec.Mutation.Scores;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Verbs;

/// <summary>The repository around the current folder, with what it says of mutants.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Equivalents">The mutants that need not die.</param>
/// <param name="Floors">The scores that must not fall.</param>
internal sealed record Workplace(
    Repository Repository, EquivalentMutants Equivalents, IReadOnlyDictionary<string, Floor> Floors)
{
    private const long Largest = 1 << 20;

    /// <summary>Finds it.</summary>
    /// <param name="problem">What is missing or wrong.</param>
    /// <returns>It, or null if something is.</returns>
    public static Workplace? Find(out string problem)
    {
        if (Repository.Around(Directory.GetCurrentDirectory()) is not { } repository)
        {
            problem = "the current folder is not in the repository";
            return null;
        }

        if (!TestFolder.CanBeMade(repository))
        {
            problem = $"the tests are not built: {repository.BuiltTests}";
            return null;
        }

        return InputFile.ReadText(repository.PathOf(EquivalentMutants.File), Largest, out problem) is { } list
            && EquivalentMutants.Parse(list, out problem) is { } equivalents
            && InputFile.ReadText(repository.PathOf(Scores.Floors.File), Largest, out problem) is { } scores
            && Scores.Floors.Parse(scores, out problem) is { } floors
            ? new Workplace(repository, equivalents, floors)
            : null;
    }
}
