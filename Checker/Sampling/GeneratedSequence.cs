using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>A sequence as it was generated.</summary>
/// <param name="Commands">Its commands.</param>
/// <param name="Words">The words that it stands for, as a journal takes them down.</param>
internal readonly record struct GeneratedSequence(Command[] Commands, ulong[] Words);
