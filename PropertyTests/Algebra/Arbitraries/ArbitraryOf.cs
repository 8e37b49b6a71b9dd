using FsCheck;
using FsCheck.Fluent;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>An arbitrary of commands, and what a property reads out of them.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed class ArbitraryOf<T> : GivenArbitrary
{
    private readonly Func<Given, T> _read;

    /// <summary>An arbitrary that shrinks as commands do.</summary>
    /// <param name="generator">Draws the commands.</param>
    /// <param name="fits">Whether commands are of the domain.</param>
    /// <param name="read">Reads what the property is about.</param>
    public ArbitraryOf(Gen<Given> generator, Func<Given, bool> fits, Func<Given, T> read)
        : base(generator, fits) => _read = read;

    /// <summary>The property that something holds of everything that is read.</summary>
    public Property ForAll(Func<T, bool> holds) => Prop.ForAll(this, given => holds(_read(given)));
}
