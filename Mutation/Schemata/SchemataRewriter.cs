using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsrSpec.Mutation.Sites;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MsrSpec.Mutation.Schemata;

/// <summary>
/// Puts all mutants of a file into it, each behind the question whether it is on:
/// <c>Is(8) ? a &lt;= b : Is(9) ? a &gt;= b : a &lt; b</c>.
/// </summary>
/// <param name="mutants">The mutants.</param>
/// <param name="model">What is known of the types in the file.</param>
internal sealed class SchemataRewriter(IEnumerable<Mutant> mutants, SemanticModel model) : CSharpSyntaxRewriter
{
    /// <summary>The kind of the annotations that tell which mutants a piece of code belongs to.</summary>
    public const string Mark = "mutant";

    /// <summary>The parser gives its token a kind, without which it would be a variable.</summary>
    private static readonly IdentifierNameSyntax Discard =
        IdentifierName(Identifier(default, SyntaxKind.UnderscoreToken, "_", "_", default));

    private readonly ILookup<SyntaxNode, Mutant> _byAnchor = mutants.ToLookup(mutant => (SyntaxNode)mutant.Anchor);

    /// <inheritdoc/>
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        SyntaxNode? visited = base.Visit(node);
        return node is ExpressionSyntax anchor && visited is ExpressionSyntax original && _byAnchor.Contains(node)
            ? Switched(anchor, original, [.. _byAnchor[node]])
            : visited;
    }

    private ExpressionSyntax Switched(ExpressionSyntax anchor, ExpressionSyntax original, Mutant[] group)
    {
        TypeSyntax? type = TypeOf(anchor);
        ExpressionSyntax choice = Branch(original, type);
        foreach (Mutant mutant in group.Reverse())
        {
            ExpressionSyntax changed = Branch(mutant.Changed, type)
                .WithAdditionalAnnotations(new SyntaxAnnotation(Mark, $"{mutant.Number}"));
            choice = ConditionalExpression(Switch.IsOn(mutant.Number), changed, choice);
        }

        string numbers = string.Join(' ', group.Select(mutant => mutant.Number));
        ExpressionSyntax whole = ParenthesizedExpression(choice).WithTriviaFrom(anchor)
            .WithAdditionalAnnotations(new SyntaxAnnotation(Mark, numbers));
        return IsStatement(anchor) ? Discarded(whole) : whole;
    }

    private static ParenthesizedExpressionSyntax Branch(ExpressionSyntax expression, TypeSyntax? type)
    {
        ExpressionSyntax plain = ParenthesizedExpression(expression.WithoutTrivia());
        return ParenthesizedExpression(type is null ? plain : CastExpression(type, plain));
    }

    /// <summary>
    /// What a constant is converted to, for a choice between two constants is none and is not converted by itself.
    /// </summary>
    private TypeSyntax? TypeOf(ExpressionSyntax anchor)
    {
        TypeInfo type = model.GetTypeInfo(anchor);
        bool isConverted = model.GetConstantValue(anchor).HasValue && type.ConvertedType is not null
            && !SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType);
        return isConverted
            ? ParseTypeName(type.ConvertedType!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            : null;
    }

    /// <summary>Whether the value of an expression is dropped, as only some expressions' may be.</summary>
    private static bool IsStatement(ExpressionSyntax expression) => expression.Parent switch
    {
        ExpressionStatementSyntax => true,
        ForStatementSyntax loop => loop.Incrementors.Contains(expression),
        ArrowExpressionClauseSyntax or LambdaExpressionSyntax =>
            expression is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax
            || expression.IsKind(SyntaxKind.PreIncrementExpression)
            || expression.IsKind(SyntaxKind.PreDecrementExpression),
        _ => false,
    };

    private static AssignmentExpressionSyntax Discarded(ExpressionSyntax value) =>
        AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, Discard, value);
}
