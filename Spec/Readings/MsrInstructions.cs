namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 21: which instructions that access MSRs the processor has, and the kernel with it ("KVM: VMX: Support the
/// immediate form of WRMSRNS in the VM-Exit fastpath" and the patches around it, August 2025).
/// </summary>
public enum MsrInstructions
{
    /// <summary>RDMSR and WRMSR.</summary>
    Original,

    /// <summary>Also WRMSRNS, and RDMSR and WRMSRNS in immediate form.</summary>
    WithImmediateForms,
}
