using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Schemata;

/// <summary>An assembly with all mutants of a project in it, which are switched on one at a time.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Mutants">The mutants that compile; what does not is no program.</param>
/// <param name="Image">The assembly.</param>
internal sealed record MutatedAssembly(string Name, IReadOnlyList<Mutant> Mutants, byte[] Image)
{
    /// <summary>Compiles a project with mutants in it.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="found">The mutants; those that do not compile are left out.</param>
    public static MutatedAssembly Compile(CSharpCompilation compilation, IEnumerable<Mutant> found)
    {
        List<Mutant> mutants = [.. found];
        while (true)
        {
            using MemoryStream image = new();
            EmitResult result = WithMutants(compilation, mutants).Emit(image);
            if (result.Success)
            {
                return new MutatedAssembly(compilation.AssemblyName!, mutants, image.ToArray());
            }

            Diagnostic[] errors =
                [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            HashSet<string> broken = [.. errors.SelectMany(error => Blamed(error.Location))];
            if (mutants.RemoveAll(mutant => broken.Contains($"{mutant.Number}")) == 0)
            {
                throw new InvalidOperationException($"It does not compile even without mutants: {errors[0]}");
            }
        }
    }

    private static CSharpCompilation WithMutants(CSharpCompilation compilation, List<Mutant> mutants)
    {
        CSharpCompilation result = compilation.AddSyntaxTrees(ProjectCompilation.Parse("Switch.cs", Switch.Source));
        foreach (IGrouping<SyntaxTree, Mutant> group in mutants.GroupBy(mutant => mutant.Site.SyntaxTree))
        {
            SchemataRewriter rewriter = new(group, compilation.GetSemanticModel(group.Key));
            SyntaxNode root = rewriter.Visit(group.Key.GetRoot())!;
            result = result.ReplaceSyntaxTree(group.Key, group.Key.WithRootAndOptions(root, group.Key.Options));
        }

        return result;
    }

    /// <summary>The numbers of the mutants around an error, or else of those of its member, or of its type.</summary>
    private static IEnumerable<string> Blamed(Location error)
    {
        SyntaxNode? node = error.SourceTree?.GetRoot().FindNode(error.SourceSpan, getInnermostNodeForTie: true);
        SyntaxNode[] outer = [.. node?.AncestorsAndSelf() ?? []];
        IEnumerable<SyntaxNode> marked = outer.Where(one => one.HasAnnotations(SchemataRewriter.Mark)).Take(1);
        if (!marked.Any())
        {
            IEnumerable<SyntaxNode> members =
                outer.OfType<MemberDeclarationSyntax>().Where(one => one.ContainsAnnotations).Take(1);
            marked = members.SelectMany(member => member.GetAnnotatedNodes(SchemataRewriter.Mark));
        }

        return marked.SelectMany(one => one.GetAnnotations(SchemataRewriter.Mark))
            .SelectMany(annotation => annotation.Data!.Split(' '));
    }
}
