using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>What shrinking a sequence came to.</summary>
/// <param name="Commands">The smallest sequence found.</param>
/// <param name="Divergence">What it shows, at its last command.</param>
/// <param name="Evaluations">How many sequences were run for it.</param>
/// <param name="LocallyMinimal">
/// Whether no command can be left out and no part of one made simpler; false only if shrinking was cut short.
/// </param>
internal sealed record ShrinkResult(
    IReadOnlyList<Command> Commands, Divergence Divergence, int Evaluations, bool LocallyMinimal);
