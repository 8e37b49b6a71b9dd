using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>One small change of a program.</summary>
/// <param name="Number">What switches it on. It tells the mutants of one run apart, and nothing more.</param>
/// <param name="Name">
/// File, member, what is replaced and by what. It has no line number, so it survives whatever happens elsewhere.
/// </param>
/// <param name="Site">The piece of code that is replaced.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="Anchor">
/// The expression around it that is there twice, changed and not: the site itself, unless it is part of a pattern or of
/// an expression tree, where nothing can be switched.
/// </param>
/// <param name="IsInitializer">Whether it runs once in a process, whichever test comes first.</param>
internal sealed record Mutant(
    int Number, string Name, SyntaxNode Site, SyntaxNode Replacement, ExpressionSyntax Anchor, bool IsInitializer)
{
    /// <summary>The anchor with the change.</summary>
    public ExpressionSyntax Changed =>
        Site == Anchor ? (ExpressionSyntax)Replacement : Anchor.ReplaceNode(Site, Replacement);
}
