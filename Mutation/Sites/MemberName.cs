using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsrSpec.Mutation.Sites;

/// <summary>The member that a piece of code stands in.</summary>
internal static class MemberName
{
    /// <summary>Its name; overloads share one, and so their sites are counted together.</summary>
    public static string Of(SyntaxNode node)
    {
        foreach (SyntaxNode outer in node.AncestorsAndSelf())
        {
            string? name = outer switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                PropertyDeclarationSyntax property => property.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                OperatorDeclarationSyntax @operator => $"operator{@operator.OperatorToken.Text}",
                ConversionOperatorDeclarationSyntax conversion => $"operator({conversion.Type})",
                IndexerDeclarationSyntax => "this[]",
                VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            };
            if (name is not null)
            {
                return name;
            }
        }

        return "Program";
    }

    /// <summary>Whether the code runs once, before a type is used.</summary>
    public static bool IsInitializer(SyntaxNode node) => node.Ancestors().Any(outer => outer switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } =>
            property.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    });
}
