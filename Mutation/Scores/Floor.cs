namespace MsrSpec.Mutation.Scores;

/// <summary>Scores that a project must not fall below, in percent.</summary>
/// <param name="Sample">That of the fixed sample.</param>
/// <param name="All">That of all its mutants.</param>
internal readonly record struct Floor(double Sample, double All);
