namespace MsrSpec.Spec.Abi.Names;

/// <summary>In whose manual an MSR is described first.</summary>
public enum MsrVendor
{
    /// <summary>Intel: SDM volume 4, and the manuals of performance monitoring outside of the cores.</summary>
    Intel,

    /// <summary>AMD: APM volume 2, and the processor programming references.</summary>
    Amd,

    /// <summary>KVM: <c>asm/kvm_para.h</c>.</summary>
    Kvm,

    /// <summary>Hyper-V: the top-level functional specification.</summary>
    HyperV,

    /// <summary>Xen: what its CPUID leaves lead to.</summary>
    Xen,
}
