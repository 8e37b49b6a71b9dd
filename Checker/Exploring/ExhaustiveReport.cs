using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Exploring;

/// <summary>The end of an exhaustive check.</summary>
/// <param name="Closed">Whether every state of the scope was reached and every transition taken.</param>
/// <param name="States">States of the reference.</param>
/// <param name="Transitions">Transitions out of them.</param>
/// <param name="Depth">The most commands that any state needs.</param>
/// <param name="Steps">Commands that the machine carried out, outcome and view compared at each.</param>
/// <param name="Coverage">The clauses that decided steps.</param>
/// <param name="Divergence">The first difference, or null.</param>
/// <param name="Path">The commands to it, the last of which differs; empty without one.</param>
/// <param name="PathsBefore">The last paths that the same machine went before that one.</param>
internal sealed record ExhaustiveReport(
    bool Closed, int States, long Transitions, int Depth, long Steps, ClauseCoverage Coverage,
    Divergence? Divergence, IReadOnlyList<Command> Path, IReadOnlyList<Command[]> PathsBefore)
{
    /// <summary>What the machine cannot show.</summary>
    public IReadOnlyList<HiddenField> CannotShow { get; init; } = [];
}
