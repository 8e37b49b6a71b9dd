using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>What several threads do with one VM.</summary>
/// <param name="Prefix">What is done before they begin, one command after the other.</param>
/// <param name="Threads">The commands of each thread, in its order.</param>
public sealed record RaceScenario(
    ImmutableArray<Command> Prefix, ImmutableArray<ImmutableArray<Command>> Threads)
{
    /// <summary>All commands.</summary>
    public IEnumerable<Command> Commands => Prefix.Concat(Threads.SelectMany(thread => thread));

    /// <summary>How many commands there are in all.</summary>
    public int Count => Prefix.Length + Threads.Sum(thread => thread.Length);
}
