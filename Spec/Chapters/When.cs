using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace MsrSpec.Spec.Chapters;

/// <summary>Makes conditions out of formulas.</summary>
internal static class When
{
    /// <summary>What a condition finds that does not hold.</summary>
    public const int Not = -1;

    /// <summary>A condition on the words alone.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="text">Its source, which the compiler fills in.</param>
    public static Condition<TWords> That<TWords>(
        Expression<Func<TWords, bool>> formula, [CallerArgumentExpression(nameof(formula))] string text = "") =>
        new PlainCondition<TWords>(formula, text);

    /// <summary>A condition that some item meets; the first one that does counts.</summary>
    /// <param name="items">The items: the stored ranges, oldest first.</param>
    /// <param name="formula">The formula of the words and one item.</param>
    /// <param name="text">Its source, which the compiler fills in.</param>
    public static Condition<TWords> OfSome<TWords, TItem>(
        Func<TWords, ImmutableArray<TItem>> items, Expression<Func<TWords, TItem, bool>> formula,
        [CallerArgumentExpression(nameof(formula))] string text = "") =>
        new SomeCondition<TWords, TItem>(items, formula, text);
}
