using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Judging;

/// <summary>A mutant, and what became of it.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Fate">What became of it.</param>
internal sealed record Verdict(Mutant Mutant, Fate Fate);
