using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>
/// The vCPUs of a VM, <see cref="IMachine.VcpuCount"/> of them. Two references in their VM's state and not an array of
/// them: nearly every step replaces one.
/// </summary>
/// <param name="First">vCPU 0.</param>
/// <param name="Second">vCPU 1.</param>
public readonly record struct VcpuPair(VcpuState First, VcpuState Second)
{
    /// <summary>The vCPU of a number, 0 or 1.</summary>
    public VcpuState this[int number] => number == 0 ? First : Second;

    /// <summary>The pair with one vCPU replaced.</summary>
    public VcpuPair With(int number, VcpuState vcpu) => number == 0 ? new(vcpu, Second) : new(First, vcpu);
}
