using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.WrongCores;

/// <summary>Compiles the projects of the core with all wrong cores in them, to be switched on one at a time.</summary>
internal static class WrongCoreAssemblies
{
    /// <summary>The projects that wrong cores may change.</summary>
    private static readonly MutatedProject[] Projects =
        [new("Emulator", "Implementation/Emulator"), new("Machines", "Implementation/Machines")];

    /// <summary>Compiles them.</summary>
    /// <param name="cores">The wrong cores; the place of each is the number that switches it on.</param>
    /// <param name="repository">Where they stand.</param>
    /// <param name="problems">What does not fit the sources any more, a line each.</param>
    public static IReadOnlyList<MutatedAssembly> Compile(
        IReadOnlyList<WrongCore> cores, Repository repository, out IReadOnlyList<string> problems)
    {
        List<MutatedAssembly> assemblies = [];
        List<string> found = [];
        (int Number, WrongCore Core)[] numbered = [.. cores.Select((core, number) => (number, core))];
        foreach (MutatedProject project in Projects)
        {
            (int Number, WrongCore Core)[] own = [.. numbered.Where(one => IsIn(one.Core, project))];
            if (own.Length > 0 && Compile(ProjectCompilation.Of(project, repository), own, found) is { } assembly)
            {
                assemblies.Add(assembly);
            }
        }

        string folders = string.Join(" or ", Projects.Select(project => project.Folder));
        found.AddRange(cores.Where(core => !Projects.Any(project => IsIn(core, project)))
            .Select(core => $"{core.Name}: {core.File} is not in {folders}"));
        problems = found;
        return assemblies;
    }

    /// <summary>Compiles one project; null, and why, if a wrong core does not fit its sources or compile.</summary>
    public static MutatedAssembly? Compile(
        CSharpCompilation compilation, IReadOnlyList<(int Number, WrongCore Core)> cores, ICollection<string> problems)
    {
        CSharpCompilation changed =
            compilation.AddSyntaxTrees(ProjectCompilation.Parse("Switch.cs", Switch.Source));
        foreach (IGrouping<string, (int Number, WrongCore Core)> group in cores.GroupBy(one => one.Core.File))
        {
            SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == group.Key);
            if (tree is null)
            {
                problems.Add($"{group.First().Core.Name}: there is no file {group.Key}");
                return null;
            }

            SourceText? text = Switched(tree, [.. group], problems);
            if (text is null)
            {
                return null;
            }

            changed = changed.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
        }

        using MemoryStream image = new();
        EmitResult result = changed.Emit(image);
        Diagnostic? error = result.Diagnostics.FirstOrDefault(one => one.Severity == DiagnosticSeverity.Error);
        if (error is not null)
        {
            problems.Add($"{Blamed(error.Location, cores)} does not compile: {error.GetMessage(null)}");
            return null;
        }

        return new MutatedAssembly(compilation.AssemblyName!, [], image.ToArray());
    }

    private static bool IsIn(WrongCore core, MutatedProject project) =>
        core.File.StartsWith($"{project.Folder}/", StringComparison.Ordinal);

    private static SourceText? Switched(
        SyntaxTree tree, IReadOnlyList<(int Number, WrongCore Core)> cores, ICollection<string> problems)
    {
        Dictionary<ChangedBody, List<(int Number, WrongCore Core)>> bodies = [];
        foreach ((int number, WrongCore core) in cores)
        {
            if (ChangedBody.Find(tree.GetRoot(), core, out string problem) is not { } body)
            {
                problems.Add($"{core.Name}: {problem}");
                continue;
            }

            bodies.TryAdd(body, []);
            bodies[body].Add((number, core));
        }

        return bodies.Values.Sum(changes => changes.Count) == cores.Count
            ? tree.GetText().WithChanges(
                bodies.Select(one => one.Key.Switched(one.Value)).OrderBy(change => change.Span.Start))
            : null;
    }

    /// <summary>The wrong core in whose branch an error is, or all of them.</summary>
    private static string Blamed(Location error, IReadOnlyList<(int Number, WrongCore Core)> cores)
    {
        SyntaxNode? place = error.SourceTree?.GetRoot().FindNode(error.SourceSpan);
        string? condition = place?.AncestorsAndSelf().OfType<IfStatementSyntax>()
            .FirstOrDefault(outer => outer.Statement.Span.Contains(error.SourceSpan)
                && cores.Any(one => outer.Condition.ToString() == Switch.IsOn(one.Number).ToString()))?
            .Condition.ToString();
        return condition is null
            ? "one of the wrong cores"
            : cores.First(one => Switch.IsOn(one.Number).ToString() == condition).Core.Name;
    }
}
