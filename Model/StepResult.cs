using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>What one command does.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Outcome">What it shows.</param>
/// <param name="Ruling">The clause that decides.</param>
/// <param name="Consequence">The clause that says what follows, or null.</param>
public readonly record struct StepResult(VmState State, Outcome Outcome, Clause Ruling, Clause? Consequence = null);
