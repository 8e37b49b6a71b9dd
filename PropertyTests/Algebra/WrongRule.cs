namespace MsrSpec.PropertyTests.Algebra;

/// <summary>A wrong rule on which a property fails.</summary>
public sealed record WrongRule
{
    /// <summary>A wrong rule.</summary>
    /// <param name="name">What is wrong, in words.</param>
    /// <param name="spoil">Exchanges the rule.</param>
    /// <param name="counterexample">The smallest commands that show it, as a trace has them.</param>
    public WrongRule(string name, Func<Rules, Rules> spoil, params IEnumerable<string> counterexample)
    {
        Name = name;
        Rules = spoil(Rules.OfTheSpecification);
        Counterexample = string.Join('\n', counterexample);
    }

    /// <summary>What is wrong, in words.</summary>
    public string Name { get; }

    /// <summary>The rules, one of them wrong.</summary>
    public Rules Rules { get; }

    /// <summary>The smallest commands that show it.</summary>
    public string Counterexample { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
