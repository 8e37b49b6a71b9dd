using System.Collections.Immutable;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>
/// One way in which a command can end: what it leaves. What a case does not name is as it was; nothing is half done.
/// </summary>
public sealed class Case
{
    private static int _made;

    private readonly Effect?[] _byAspect = new Effect?[Enum.GetValues<Aspect>().Length];

    /// <summary>Makes a case, with a number of its own.</summary>
    /// <param name="name">Its name for readers.</param>
    /// <param name="effects">What it leaves.</param>
    public Case(string name, params ImmutableArray<Effect> effects)
    {
        Name = name;
        Effects = effects;
        foreach (Effect effect in effects)
        {
            _byAspect[(int)effect.Aspect] = effect;
        }
    }

    /// <summary>A number from 1 that no other case of this process has, for counting.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    /// <summary>Its name for readers.</summary>
    public string Name { get; }

    /// <summary>What it leaves; the rest is as it was.</summary>
    public ImmutableArray<Effect> Effects { get; }

    /// <summary>The clauses that it names.</summary>
    public IEnumerable<Clause> Clauses => Effects.Select(effect => effect.Clause).OfType<Clause>();

    /// <summary>What it leaves of one thing, or null if it names no clause for it.</summary>
    public Effect? Of(Aspect aspect) => _byAspect[(int)aspect];

    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
