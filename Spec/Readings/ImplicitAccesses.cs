namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 19: whether the list decides what the kernel reads on behalf of an instruction that it emulates ("KVM: x86:
/// Only do MSR filtering when access MSR by rdmsr/wrmsr", March 2022).
/// </summary>
public enum ImplicitAccesses
{
    /// <summary>It does not: only RDMSR and WRMSR ask it.</summary>
    Exempt,

    /// <summary>It does, and the instruction fails in a way of its own.</summary>
    Filtered,
}
