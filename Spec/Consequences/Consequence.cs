namespace MsrSpec.Spec.Consequences;

/// <summary>
/// What follows from the clauses and can be stated of a machine without a model: a theorem to test. The numbers never
/// change.
/// </summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Scope">Of which interface it speaks.</param>
/// <param name="Sentence">The consequence.</param>
/// <param name="Beyond">Why no test states it yet; null if one does.</param>
public sealed record Consequence(int Number, ConsequenceScope Scope, string Sentence, string? Beyond = null);
