using MsrSpec.Spec.Chapters;

namespace MsrSpec.Model;

/// <summary>
/// What one command leaves, and why. What it shows is handed out beside it: together they would be more than two words,
/// which every caller copies once more.
/// </summary>
/// <param name="State">The state after it.</param>
/// <param name="Reasons">The reasons.</param>
public readonly record struct StepResult(VmState State, Reasons Reasons);
