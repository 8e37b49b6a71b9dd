namespace MsrSpec.Spec.Readings;

/// <summary>One way in which a reading can be chosen.</summary>
/// <param name="Value">The choice.</param>
/// <param name="Answer">What it answers to the reading's question.</param>
public sealed record ReadingChoice(Enum Value, string Answer);
