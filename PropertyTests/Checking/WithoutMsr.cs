using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, whose views lack an MSR.</summary>
/// <param name="index">The MSR.</param>
internal sealed class WithoutMsr(uint index) : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(vcpu, indices);
        return indices[0] == index ? view with { MsrPresent = false, MsrValue = 0 } : view;
    }
}
