using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MsrSpec.Mutation.Sites;

/// <summary>What may stand in the place of a node, whatever is around it.</summary>
internal static class Replacements
{
    private static readonly LiteralExpressionSyntax Zero =
        LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0));

    /// <summary>The replacements of one node; of its parts there may be others.</summary>
    /// <param name="node">The node.</param>
    /// <param name="model">What is known of its types.</param>
    public static IEnumerable<Replacement> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax binary when !IsText(binary, model) => ByOperator(binary, binary.OperatorToken),
        AssignmentExpressionSyntax assignment when !IsText(assignment, model) =>
            ByOperator(assignment, assignment.OperatorToken),
        PrefixUnaryExpressionSyntax prefix => OfPrefix(prefix),
        PostfixUnaryExpressionSyntax postfix => ByOperator(postfix, postfix.OperatorToken),
        BinaryPatternSyntax pattern => ByOperator(pattern, pattern.OperatorToken),
        RelationalPatternSyntax pattern => ByOperator(pattern, pattern.OperatorToken),
        UnaryPatternSyntax { Parent: not IsPatternExpressionSyntax } pattern =>
            [new("not", "is", Inner(pattern.Pattern, pattern))],
        LiteralExpressionSyntax literal => OfLiteral(literal),
        IsPatternExpressionSyntax test => [new("is", "is not", Negated(test))],
        _ => [],
    };

    /// <summary>A condition that has no operator of its own, a call say, and its contrary.</summary>
    public static IEnumerable<Replacement> OfCondition(ExpressionSyntax condition) =>
        condition is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
            or ElementAccessExpressionSyntax
            ? [new("condition", "not", Negated(condition))]
            : [];

    private static IEnumerable<Replacement> OfPrefix(PrefixUnaryExpressionSyntax prefix) => prefix.Kind() switch
    {
        SyntaxKind.LogicalNotExpression or SyntaxKind.BitwiseNotExpression =>
            [new(prefix.OperatorToken.Text, "nothing", Inner(prefix.Operand, prefix))],
        SyntaxKind.UnaryMinusExpression when prefix.Operand is LiteralExpressionSyntax literal
            && NumberAfter(literal.Token.Value) is not null =>
            [new($"-{literal.Token.Text}", "0", Placed(Zero, prefix))],
        SyntaxKind.UnaryMinusExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression =>
            ByOperator(prefix, prefix.OperatorToken),
        _ => [],
    };

    private static IEnumerable<Replacement> OfLiteral(LiteralExpressionSyntax literal)
    {
        switch (literal.Kind())
        {
            case SyntaxKind.TrueLiteralExpression:
                return [new("true", "false", Placed(LiteralExpression(SyntaxKind.FalseLiteralExpression), literal))];
            case SyntaxKind.FalseLiteralExpression:
                return [new("false", "true", Placed(LiteralExpression(SyntaxKind.TrueLiteralExpression), literal))];
            case SyntaxKind.NumericLiteralExpression when !literal.Parent.IsKind(SyntaxKind.UnaryMinusExpression)
                && NumberAfter(literal.Token.Value) is { } next:
                return [new(literal.Token.Text, next, Placed(ParseExpression(next), literal))];
            default:
                return [];
        }
    }

    private static string? NumberAfter(object? value) => value switch
    {
        int number when number < int.MaxValue => FormattableString.Invariant($"{number + 1}"),
        uint number when number < uint.MaxValue => FormattableString.Invariant($"{number + 1}U"),
        long number when number < long.MaxValue => FormattableString.Invariant($"{number + 1}L"),
        ulong number when number < ulong.MaxValue => FormattableString.Invariant($"{number + 1}UL"),
        _ => null,
    };

    private static IEnumerable<Replacement> ByOperator(SyntaxNode node, SyntaxToken token) =>
        from other in OperatorTable.Instead(token.Kind())
        let replacement = Token(other).WithTriviaFrom(token)
        select new Replacement(token.Text, replacement.Text, WithOperator(node, replacement));

    /// <summary>The kind of a node says its operator too, so that it has to be made anew.</summary>
    private static SyntaxNode WithOperator(SyntaxNode node, SyntaxToken token) => node switch
    {
        BinaryPatternSyntax pattern => BinaryPattern(
            token.IsKind(SyntaxKind.AndKeyword) ? SyntaxKind.AndPattern : SyntaxKind.OrPattern,
            pattern.Left, token, pattern.Right),
        RelationalPatternSyntax pattern => pattern.WithOperatorToken(token),
        BinaryExpressionSyntax binary =>
            BinaryExpression(SyntaxFacts.GetBinaryExpression(token.Kind()), binary.Left, token, binary.Right),
        AssignmentExpressionSyntax assignment => AssignmentExpression(
            SyntaxFacts.GetAssignmentExpression(token.Kind()), assignment.Left, token, assignment.Right),
        PrefixUnaryExpressionSyntax prefix =>
            PrefixUnaryExpression(SyntaxFacts.GetPrefixUnaryExpression(token.Kind()), token, prefix.Operand),
        PostfixUnaryExpressionSyntax postfix =>
            PostfixUnaryExpression(SyntaxFacts.GetPostfixUnaryExpression(token.Kind()), postfix.Operand, token),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind(), "It has no operator."),
    };

    private static PrefixUnaryExpressionSyntax Negated(ExpressionSyntax condition) => Placed(
        PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, ParenthesizedExpression(condition.WithoutTrivia())),
        condition);

    private static SyntaxNode Inner(SyntaxNode part, SyntaxNode whole) => part.WithTriviaFrom(whole);

    private static T Placed<T>(T replacement, SyntaxNode original)
        where T : SyntaxNode => replacement.WithTriviaFrom(original);

    private static bool IsText(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type
        is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Delegate };
}
