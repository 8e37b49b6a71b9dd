namespace MsrSpec.Spec.Chapters;

/// <summary>A word that the conditions of a chapter use.</summary>
/// <param name="Name">The word.</param>
/// <param name="Meaning">What it stands for.</param>
public sealed record Word(string Name, string Meaning);
