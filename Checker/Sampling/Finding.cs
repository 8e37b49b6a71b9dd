using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>A diverging sequence, as generated.</summary>
/// <param name="Commands">The sequence.</param>
/// <param name="Divergence">Its first divergence.</param>
/// <param name="Sequence">The number of the sequence in its run, from 1.</param>
/// <param name="Since">The number of the first sequence that the same machine carried out.</param>
internal sealed record Finding(Command[] Commands, Divergence Divergence, long Sequence, long Since);
