namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 18: whether a write that is done on a fast path behind the exit asks the list. Where the deadline is kept by
/// a timer of the hardware no kernel asks; since 6.18 none does at all ("KVM: x86: Unconditionally handle
/// MSR_IA32_TSC_DEADLINE in fastpath exits", August 2025).
/// </summary>
public enum FastPathWrites
{
    /// <summary>It does, as every other.</summary>
    AskTheList,

    /// <summary>It does not: it is done, whatever the list says.</summary>
    DoNotAsk,
}
