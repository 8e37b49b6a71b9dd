using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace MsrSpec.Mutation.Sites;

/// <summary>Which operators take which place: at the edge of a comparison, or its contrary.</summary>
internal static class OperatorTable
{
    private static readonly (SyntaxKind Token, SyntaxKind[] Others)[] Rows =
    [
        (LessThanToken, [LessThanEqualsToken, GreaterThanEqualsToken]),
        (LessThanEqualsToken, [LessThanToken, GreaterThanToken]),
        (GreaterThanToken, [GreaterThanEqualsToken, LessThanEqualsToken]),
        (GreaterThanEqualsToken, [GreaterThanToken, LessThanToken]),
        (EqualsEqualsToken, [ExclamationEqualsToken]),
        (ExclamationEqualsToken, [EqualsEqualsToken]),
        (PlusToken, [MinusToken]),
        (MinusToken, [PlusToken]),
        (AsteriskToken, [PlusToken]),
        (SlashToken, [AsteriskToken]),
        (PercentToken, [AsteriskToken]),
        (AmpersandToken, [BarToken]),
        (BarToken, [AmpersandToken]),
        (CaretToken, [BarToken]),
        (LessThanLessThanToken, [GreaterThanGreaterThanToken]),
        (GreaterThanGreaterThanToken, [LessThanLessThanToken]),
        (AmpersandAmpersandToken, [BarBarToken]),
        (BarBarToken, [AmpersandAmpersandToken]),
        (PlusPlusToken, [MinusMinusToken]),
        (MinusMinusToken, [PlusPlusToken]),
        (PlusEqualsToken, [MinusEqualsToken]),
        (MinusEqualsToken, [PlusEqualsToken]),
        (AsteriskEqualsToken, [PlusEqualsToken]),
        (SlashEqualsToken, [AsteriskEqualsToken]),
        (AmpersandEqualsToken, [BarEqualsToken]),
        (BarEqualsToken, [AmpersandEqualsToken]),
        (CaretEqualsToken, [BarEqualsToken]),
        (LessThanLessThanEqualsToken, [GreaterThanGreaterThanEqualsToken]),
        (GreaterThanGreaterThanEqualsToken, [LessThanLessThanEqualsToken]),
        (AndKeyword, [OrKeyword]),
        (OrKeyword, [AndKeyword]),
    ];

    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> ByToken =
        Rows.ToDictionary(row => row.Token, row => row.Others);

    /// <summary>What may stand instead of an operator.</summary>
    public static IReadOnlyList<SyntaxKind> Instead(SyntaxKind token) => ByToken.GetValueOrDefault(token, []);
}
