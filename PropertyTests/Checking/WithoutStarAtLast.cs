using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>
/// The model, whose views lack STAR once deflection was set and a failure was armed, both or one of them twice.
/// </summary>
internal sealed class WithoutStarAtLast() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private const int Enough = 2;
    private int _commands;

    public override void Reset()
    {
        base.Reset();
        _commands = 0;
    }

    public override Outcome Step(Command command)
    {
        _commands += command is Command.EnableCapability or Command.FailNextAllocation ? 1 : 0;
        return base.Step(command);
    }

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(vcpu, indices);
        return _commands >= Enough && indices[0] == Msr.Star ? view with { MsrPresent = false, MsrValue = 0 } : view;
    }
}
