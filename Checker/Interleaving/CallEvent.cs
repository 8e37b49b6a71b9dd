using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>The begin or the end of a call.</summary>
/// <param name="Thread">Who calls.</param>
/// <param name="Number">Which of the thread's calls it is, from 0 on.</param>
/// <param name="Outcome">What it came to; null at its begin.</param>
internal readonly record struct CallEvent(int Thread, int Number, Outcome? Outcome);
