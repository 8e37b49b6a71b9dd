using System.Linq.Expressions;

namespace MsrSpec.Spec.Chapters;

/// <summary>A condition on the words alone.</summary>
internal sealed class PlainCondition<TWords> : Condition<TWords>
{
    private readonly Lazy<Func<TWords, bool>> _holds;

    public PlainCondition(Expression<Func<TWords, bool>> formula, string text)
        : base(formula, () => FormulaText.Of(text)) => _holds = new(formula.Compile);

    public override bool Holds(TWords words) => _holds.Value(words);

    public override int Find(TWords words) => Holds(words) ? 0 : When.Not;
}
