using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>What one command does, and why.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Outcome">What it shows.</param>
/// <param name="Ruling">The clause that decides.</param>
/// <param name="Case">What it leaves, and by which clauses.</param>
/// <param name="Permission">The clause by which the list allowed an access that retires; else null.</param>
public readonly record struct StepResult(
    VmState State, Outcome Outcome, Clause Ruling, Case Case, Clause? Permission = null);
