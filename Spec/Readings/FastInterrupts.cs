namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 23: whether a write of the x2APIC's interrupt command register asks the list where the kernel delivers the
/// interrupt on a fast path behind the exit ("KVM: VMX: FIXED+PHYSICAL mode single target IPI fastpath", November
/// 2019). Where the x2APIC is exempt, the choice does not show.
/// </summary>
public enum FastInterrupts
{
    /// <summary>It does, as every other.</summary>
    AskTheList,

    /// <summary>It does not: it is done, whatever the list says.</summary>
    DoNotAsk,
}
