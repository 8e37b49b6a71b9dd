using FsCheck;
using FsCheck.Fluent;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>An arbitrary of commands: drawn, and shrunk within a domain.</summary>
public abstract class GivenArbitrary : Arbitrary<Given>
{
    private readonly Func<Given, bool> _fits;

    private protected GivenArbitrary(Gen<Given> generator, Func<Given, bool> fits)
    {
        Generator = generator.Where(fits);
        _fits = fits;
    }

    /// <inheritdoc/>
    public override Gen<Given> Generator { get; }

    /// <inheritdoc/>
    public override IEnumerable<Given> Shrinker(Given given) => Simpler.Than(given).Where(_fits);

    /// <summary>Whether commands are of the domain.</summary>
    public bool Fits(Given given) => _fits(given);
}
