using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>Finds what can be changed in a source file so that it would be another program.</summary>
/// <param name="file">The file's path in the repository, as names of mutants have it.</param>
/// <param name="model">What is known of its types.</param>
internal sealed class SiteFinder(string file, SemanticModel model)
{
    private readonly Dictionary<string, int> _ordinals = [];
    private readonly List<Mutant> _found = [];

    /// <summary>The mutants of a project, in the order of its files.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="isSource">Whether a file is one of its own sources.</param>
    /// <param name="firstNumber">The number of the first one.</param>
    public static IReadOnlyList<Mutant> Find(Compilation compilation, Func<string, bool> isSource, int firstNumber)
    {
        List<Mutant> mutants = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(tree => isSource(tree.FilePath)))
        {
            mutants.AddRange(
                Find(tree.FilePath, compilation.GetSemanticModel(tree), firstNumber + mutants.Count));
        }

        return mutants;
    }

    /// <summary>The mutants of a file, in the order of its text.</summary>
    /// <param name="file">The file's path in the repository.</param>
    /// <param name="model">What is known of its types.</param>
    /// <param name="firstNumber">The number of the first one.</param>
    private static List<Mutant> Find(string file, SemanticModel model, int firstNumber)
    {
        SiteFinder finder = new(file, model);
        finder.Visit(model.SyntaxTree.GetRoot(), firstNumber);
        return finder._found;
    }

    private void Visit(SyntaxNode node, int firstNumber)
    {
        if (NoBehaviour.Is(node, model))
        {
            return;
        }

        Replacement[] replacements =
        [
            .. Replacements.Of(node, model),
            .. Conditions.Of(node) is { } condition ? Replacements.OfCondition(condition) : [],
        ];
        if (replacements.Length > 0 && Anchors.Of(node, model) is { } anchor)
        {
            Add(node, anchor, replacements, firstNumber);
        }

        foreach (SyntaxNode child in node.ChildNodes())
        {
            Visit(child, firstNumber);
        }
    }

    private void Add(SyntaxNode site, ExpressionSyntax anchor, Replacement[] replacements, int firstNumber)
    {
        string place = $"{file} {MemberName.Of(site)} {replacements[0].From}";
        int ordinal = _ordinals.GetValueOrDefault(place) + 1;
        _ordinals[place] = ordinal;
        bool isInitializer = MemberName.IsInitializer(site);
        _found.AddRange(replacements.Select(replacement => new Mutant(
            firstNumber + _found.Count, $"{place} #{ordinal} -> {replacement.To}", site, replacement.Node, anchor,
            isInitializer)));
    }
}
