using System.Collections.Immutable;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Exploring;

/// <summary>A small world that can be explored whole.</summary>
/// <param name="Name">The name.</param>
/// <param name="Summary">What it holds, in one sentence.</param>
/// <param name="Prefix">Commands that have been carried out before it begins.</param>
/// <param name="Alphabet">The commands that are tried in every state.</param>
/// <param name="MaxSlots">
/// States with more stored ranges, or more slots of a filter written, are reached and compared, but not left again.
/// </param>
public sealed record Scope(
    string Name, string Summary, ImmutableArray<Command> Prefix, ImmutableArray<Command> Alphabet, int MaxSlots)
{
    /// <summary>The interface that it is about.</summary>
    public Interface Target { get; init; } = Interface.Allowlist;
}
