namespace MsrSpec.Spec.Vocabulary;

/// <summary>Where a thread stands between two of its steps.</summary>
/// <param name="Name">
/// The name of the step that comes next, one word: a function of the kernel, or symbol and offset of an instruction.
/// </param>
/// <param name="Action">What that step does, for people.</param>
public sealed record SchedulePoint(string Name, string Action);
