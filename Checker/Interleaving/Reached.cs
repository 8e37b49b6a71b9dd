using MsrSpec.Model;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>What an order of some calls leads to.</summary>
/// <param name="State">The state.</param>
/// <param name="Answers">What each call answers that is in the order, by its number among all; null for the others.
/// </param>
internal sealed record Reached(VmState State, Outcome?[] Answers);
