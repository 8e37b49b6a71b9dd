using FsCheck;
using MsrSpec.PropertyTests.Algebra.Arbitraries;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>
/// A property of the rules, for every input and any rules: a row of a table. It holds of the specification's, and
/// FsCheck falsifies it on each wrong rule that it names.
/// </summary>
public sealed record AlgebraicProperty
{
    private const int HoldTests = 200;
    private const int FailTests = 5_000;

    private readonly Func<Rules, Property> _of;

    private AlgebraicProperty(string sentence, Func<Rules, Property> of)
    {
        Sentence = sentence;
        _of = of;
    }

    /// <summary>The property in words, with underscores.</summary>
    public string Sentence { get; }

    /// <summary>The numbered consequences that it states.</summary>
    public IReadOnlyList<int> Consequences { get; init; } = [];

    /// <summary>Wrong rules on which it fails, each with the smallest counterexample.</summary>
    public required IReadOnlyList<WrongRule> Fails { get; init; }

    /// <summary>A property of every input.</summary>
    public static AlgebraicProperty ForAll<T>(
        string sentence, ArbitraryOf<T> inputs, Func<Rules, T, bool> holds, params IReadOnlyList<WrongRule> fails) =>
        new(sentence, rules => inputs.ForAll(read => holds(rules, read))) { Fails = fails };

    /// <summary>A property of every two things that are read out of an input.</summary>
    public static AlgebraicProperty ForAll<T1, T2>(
        string sentence, ArbitraryOf<(T1, T2)> inputs, Func<Rules, T1, T2, bool> holds,
        params IReadOnlyList<WrongRule> fails) =>
        ForAll<(T1 A, T2 B)>(sentence, inputs, (rules, read) => holds(rules, read.A, read.B), fails);

    /// <summary>A property of every three things that are read out of an input.</summary>
    public static AlgebraicProperty ForAll<T1, T2, T3>(
        string sentence, ArbitraryOf<(T1, T2, T3)> inputs, Func<Rules, T1, T2, T3, bool> holds,
        params IReadOnlyList<WrongRule> fails) =>
        ForAll<(T1 A, T2 B, T3 C)>(sentence, inputs, (rules, read) => holds(rules, read.A, read.B, read.C), fails);

    /// <summary>Checks that the property holds of the specification's rules.</summary>
    /// <returns>FsCheck's report; null if it holds.</returns>
    public string? Failure() => PropertyRun.Of(_of(Rules.OfTheSpecification), HoldTests).Report;

    /// <summary>Looks for an input on which the property fails.</summary>
    /// <returns>What is left of it when nothing is simpler, as a trace has it; null if none was found.</returns>
    public string? Counterexample(Rules rules) => PropertyRun.Of(_of(rules), FailTests).Counterexample;

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
