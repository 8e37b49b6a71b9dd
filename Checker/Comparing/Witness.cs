using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>A trace that tells two machines apart.</summary>
/// <param name="Commands">The commands; the machines differ at the last one.</param>
/// <param name="Divergence">How they differ: the first machine is the reference.</param>
/// <param name="Shortest">
/// Whether no shorter sequence of the <see cref="TellingCommands"/> tells them apart.
/// </param>
public sealed record Witness(IReadOnlyList<Command> Commands, Divergence Divergence, bool Shortest)
{
    /// <summary>Whether it can be made no smaller by one step; if not, that was not tried to the end.</summary>
    public bool LocallyMinimal { get; init; } = true;
}
