using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>What one command does, and why.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Outcome">What it shows.</param>
/// <param name="Reasons">The reasons.</param>
public readonly record struct StepResult(VmState State, Outcome Outcome, Reasons Reasons);
