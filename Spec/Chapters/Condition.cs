using System.Linq.Expressions;

namespace MsrSpec.Spec.Chapters;

/// <summary>
/// When a row of a table decides: a pure predicate over words, kept as a formula, so that one text is carried out,
/// printed, and can be translated.
/// </summary>
/// <typeparam name="TWords">The words that the rows of the table speak of.</typeparam>
public abstract class Condition<TWords>
{
    private readonly Lazy<string> _text;

    /// <summary>Keeps the formula; its text is made when it is first read.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="text">Makes its text, once somebody reads it: most programs never do.</param>
    private protected Condition(LambdaExpression formula, Func<string> text)
    {
        Formula = formula;
        _text = new(text);
    }

    /// <summary>The formula: of the words, and of one stored range if it is about some stored range.</summary>
    public LambdaExpression Formula { get; }

    /// <summary>The formula as readers see it, without what only the compiler needs.</summary>
    public string Text => _text.Value;

    /// <summary>Whether the condition holds.</summary>
    public abstract bool Holds(TWords words);

    /// <summary>
    /// The number of the first stored range for which the condition holds, from 0; 0 if it holds and is about none;
    /// <see cref="When.Not"/> if it does not hold.
    /// </summary>
    public abstract int Find(TWords words);

    /// <summary>The formula as <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
