using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>The expression that has to be there twice, so that a change in it can be switched on.</summary>
internal static class Anchors
{
    /// <summary>The anchor of a site, or null where the language has no place for a switch.</summary>
    public static ExpressionSyntax? Of(SyntaxNode site, SemanticModel model)
    {
        ExpressionSyntax? anchor = site is PatternSyntax || site.Ancestors().OfType<PatternSyntax>().Any()
            ? OfPattern(site)
            : site as ExpressionSyntax;

        // A tree holds what was written and is printed and compiled later: the call that takes it is switched.
        LambdaExpressionSyntax? tree = anchor?.AncestorsAndSelf().OfType<LambdaExpressionSyntax>()
            .LastOrDefault(lambda => IsExpressionTree(lambda, model));
        anchor = tree is null ? anchor : tree.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault();
        return anchor is null || DeclaresForOthers(anchor) || IsConstantByNeed(anchor) ? null : anchor;
    }

    private static ExpressionSyntax? OfPattern(SyntaxNode site) =>
        site.Ancestors().FirstOrDefault(outer =>
            outer is IsPatternExpressionSyntax or SwitchExpressionSyntax or StatementSyntax) as ExpressionSyntax;

    private static bool IsExpressionTree(LambdaExpressionSyntax lambda, SemanticModel model) =>
        model.GetTypeInfo(lambda).ConvertedType is { Name: "Expression", ContainingNamespace.Name: "Expressions" };

    /// <summary>Whether it declares a variable that is used behind it: two of them would be one too many.</summary>
    private static bool DeclaresForOthers(ExpressionSyntax anchor) =>
        anchor.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax && node.Ancestors()
            .TakeWhile(outer => outer != anchor)
            .All(outer => outer is not (SwitchExpressionArmSyntax or LambdaExpressionSyntax)));

    private static bool IsConstantByNeed(ExpressionSyntax anchor) =>
        anchor.Parent is ArrayRankSpecifierSyntax { Parent: ArrayTypeSyntax type }
        && type.Parent is not (ArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax);
}
