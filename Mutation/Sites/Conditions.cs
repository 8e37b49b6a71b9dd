using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>Where a condition decides what is done next.</summary>
internal static class Conditions
{
    /// <summary>The node, if it is such a condition.</summary>
    public static ExpressionSyntax? Of(SyntaxNode node)
    {
        ExpressionSyntax? condition = node.Parent switch
        {
            IfStatementSyntax statement => statement.Condition,
            WhileStatementSyntax statement => statement.Condition,
            DoStatementSyntax statement => statement.Condition,
            ConditionalExpressionSyntax choice => choice.Condition,
            WhenClauseSyntax clause => clause.Condition,
            _ => null,
        };
        return condition == node ? condition : null;
    }
}
