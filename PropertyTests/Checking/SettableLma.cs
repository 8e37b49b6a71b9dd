using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, whose host sets EFER.LMA of vCPU 0 as it is written.</summary>
internal sealed class SettableLma() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private ulong? _lma;

    public override void Reset()
    {
        base.Reset();
        _lma = null;
    }

    public override Outcome Step(Command command)
    {
        Outcome outcome = base.Step(command);
        _lma = command is Command.HostWrite { Vcpu: 0, Index: Msr.Efer, Value: var value } && outcome == Outcome.Success
            ? value & (ulong)EferBits.LongModeActive
            : null;
        return outcome;
    }

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(vcpu, indices);
        return vcpu == 0 && indices[0] == Msr.Efer && _lma is { } lma
            ? view with { MsrValue = (view.MsrValue & ~(ulong)EferBits.LongModeActive) | lma }
            : view;
    }
}
