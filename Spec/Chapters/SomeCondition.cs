using System.Collections.Immutable;
using System.Linq.Expressions;

namespace MsrSpec.Spec.Chapters;

/// <summary>A condition that some stored range meets.</summary>
internal sealed class SomeCondition<TWords, TItem> : Condition<TWords>
{
    private const string ForSomeStoredRange = "for some stored range: ";

    private readonly Func<TWords, ImmutableArray<TItem>> _items;
    private readonly Lazy<Func<TWords, TItem, bool>> _holds;

    public SomeCondition(
        Func<TWords, ImmutableArray<TItem>> items, Expression<Func<TWords, TItem, bool>> formula, string text)
        : base(formula, () => ForSomeStoredRange + FormulaText.Of(text))
    {
        _items = items;
        _holds = new(formula.Compile);
    }

    public override bool Holds(TWords words) => Find(words) != When.Not;

    public override int Find(TWords words)
    {
        Func<TWords, TItem, bool> holds = _holds.Value;
        ImmutableArray<TItem> items = _items(words);
        for (int number = 0; number < items.Length; number++)
        {
            if (holds(words, items[number]))
            {
                return number;
            }
        }

        return When.Not;
    }
}
