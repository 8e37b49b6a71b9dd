using Microsoft.CodeAnalysis.CSharp;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Scores;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Runs;

/// <summary>A project with all its mutants.</summary>
/// <param name="Project">The project.</param>
/// <param name="Compilation">What the compiler knows of it.</param>
/// <param name="Mutants">The mutants, whether they compile or not.</param>
internal sealed record ProjectMutants(
    MutatedProject Project, CSharpCompilation Compilation, IReadOnlyList<Mutant> Mutants)
{
    /// <summary>Finds the mutants of some projects, and numbers them through.</summary>
    public static IReadOnlyList<ProjectMutants> Find(Repository repository, IEnumerable<MutatedProject> projects)
    {
        List<ProjectMutants> found = [];
        int next = 0;
        foreach (MutatedProject project in projects)
        {
            HashSet<string> sources = [.. repository.SourcesOf(project).Select(source => source.Name)];
            CSharpCompilation compilation = ProjectCompilation.Of(project, repository);
            IReadOnlyList<Mutant> mutants = SiteFinder.Find(compilation, sources.Contains, next);
            next += mutants.Count;
            found.Add(new ProjectMutants(project, compilation, mutants));
        }

        return found;
    }

    /// <summary>The names on a list that none of the mutants has.</summary>
    public IEnumerable<string> Stale(EquivalentMutants list) =>
        list.Stale(Project.Folder, Mutants.Select(mutant => mutant.Name).ToHashSet());
}
