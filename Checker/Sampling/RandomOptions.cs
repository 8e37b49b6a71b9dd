namespace MsrSpec.Checker.Sampling;

/// <summary>What a random check shall do.</summary>
/// <param name="Seed">Decides every sequence.</param>
/// <param name="Sequences">The most sequences.</param>
/// <param name="MaxLength">The most commands of a sequence.</param>
/// <param name="Required">
/// Ids of clauses that the machine is known to break. Empty: the first divergence ends the run. Otherwise the run looks
/// for one divergence of each clause, and ends when it has every one of these or one of a clause that is neither here
/// nor in <paramref name="Tolerated"/>.
/// </param>
/// <param name="Tolerated">Ids of clauses that the machine may be seen to break beside.</param>
public sealed record RandomOptions(
    ulong Seed, long Sequences, int MaxLength, IReadOnlySet<string> Required, IReadOnlySet<string> Tolerated);
