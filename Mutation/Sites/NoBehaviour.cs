using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>
/// Code that is not changed, with all that is in it: it decides nothing that can be seen, or has to be a constant.
/// </summary>
internal static class NoBehaviour
{
    /// <summary>Whether a node is such code.</summary>
    /// <param name="node">The node.</param>
    /// <param name="model">What is known of its types.</param>
    public static bool Is(SyntaxNode node, SemanticModel model) => node switch
    {
        AttributeListSyntax or EnumMemberDeclarationSyntax or UsingDirectiveSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        EqualsValueClauseSyntax { Parent: ParameterSyntax } => true,
        CaseSwitchLabelSyntax => true,
        InterpolationAlignmentClauseSyntax => true,

        // What our own mistakes are told by, and whether two equal things have equal hash codes by luck alone.
        ThrowStatementSyntax or ThrowExpressionSyntax => true,
        MethodDeclarationSyntax { Identifier.Text: nameof(GetHashCode) } => true,
        InvocationExpressionSyntax call => IsOfOurMistakes(call, model),
        _ => false,
    };

    private static bool IsOfOurMistakes(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol
        {
            ContainingType: { Name: "Debug", ContainingNamespace.Name: "Diagnostics" },
        };
}
