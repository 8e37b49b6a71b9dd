using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Filter;

/// <summary>What a call of <c>KVM_X86_SET_MSR_FILTER</c> answers and leaves.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Reasons">The clause that decided, and the case.</param>
/// <param name="Installed">The filter that is there behind the call; null if there is none.</param>
/// <param name="Allocated">Whether an allocation was tried, which uses up an armed failure.</param>
public readonly record struct FilterJudgement(Outcome Outcome, Reasons Reasons, MsrFilter? Installed, bool Allocated);
