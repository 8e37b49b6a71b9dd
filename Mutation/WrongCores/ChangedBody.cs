using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.WrongCores;

/// <summary>The body of a member that one or more wrong cores change.</summary>
/// <param name="Body">A block, or an expression behind an arrow.</param>
internal sealed record ChangedBody(SyntaxNode Body)
{
    /// <summary>
    /// What takes the place of the body: the changed ones and the one that is right, each behind the question whether
    /// it is meant.
    /// </summary>
    /// <param name="cores">The wrong cores that change it, by the numbers that switch them on.</param>
    public TextChange Switched(IEnumerable<(int Number, WrongCore Core)> cores)
    {
        string text = Body.ToString();
        if (Body is BlockSyntax)
        {
            string branches = string.Concat(cores.Select(one =>
                $"if ({Switch.IsOn(one.Number)}) {Changed(text, one.Core)} else "));
            return new TextChange(Body.Span, $"{{ {branches}{text} }}");
        }

        string right = ((ArrowExpressionClauseSyntax)Body).Expression.ToString();
        string returns = HasValue ? "return " : "";
        string choices = string.Concat(cores.Select(one =>
            $"if ({Switch.IsOn(one.Number)}) {{ {returns}{Changed(right, one.Core)}; }} else "));
        string whole = $"{{ {choices}{{ {returns}{right}; }} }}";
        int end = Body.GetLastToken().GetNextToken().Span.End;
        return new TextChange(
            TextSpan.FromBounds(Body.SpanStart, end),
            Body.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax ? $"{{ get {whole} }}" : whole);
    }

    /// <summary>The only body of a file that a wrong core changes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="core">The wrong core.</param>
    /// <param name="problem">Why there is none.</param>
    public static ChangedBody? Find(SyntaxNode file, WrongCore core, out string problem)
    {
        SyntaxNode[] bodies =
        [
            .. file.DescendantNodes().Where(node => IsBody(node) && MemberName.Of(node) == core.Member),
        ];
        SyntaxNode[] changed = [.. bodies.Where(body => CountIn(body, core) > 0)];
        int count = bodies.Sum(body => CountIn(body, core));
        problem = bodies.Length == 0 ? $"{core.File} has no body of a member {core.Member}"
            : count != 1 ? $"'{core.From}' stands {count} times in {core.Member} of {core.File}, not once"
            : string.Empty;
        return problem.Length == 0 ? new ChangedBody(changed[0]) : null;
    }

    private bool HasValue => Body.Parent switch
    {
        MethodDeclarationSyntax method => method.ReturnType.ToString() != "void",
        AccessorDeclarationSyntax accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        ConstructorDeclarationSyntax => false,
        _ => true,
    };

    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax
        && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax;

    private static int CountIn(SyntaxNode body, WrongCore core) => body.ToString().Split(core.From).Length - 1;

    private static string Changed(string text, WrongCore core) =>
        text.Replace(core.From, core.To, StringComparison.Ordinal);
}
