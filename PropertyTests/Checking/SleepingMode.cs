using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>
/// The model, but its vCPU 0 does not set EFER when it enters the mode that it was in at its last access.
/// </summary>
internal sealed class SleepingMode() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private GuestMode? _mode;
    private ulong? _kept;

    public override void Reset()
    {
        base.Reset();
        (_mode, _kept) = (null, null);
    }

    public override Outcome Step(Command command)
    {
        ulong before = Observe(0, [Msr.Efer]).MsrValue;
        Outcome outcome = base.Step(command);
        if (command is Command.Guest { Vcpu: 0, Access: { Mode: var mode, Index: not Msr.Efer } })
        {
            _kept = mode == _mode ? before : null;
            _mode = mode;
        }
        else
        {
            _mode = command is Command.Guest { Vcpu: 0, Access.Mode: var entered } ? entered : _mode;
            _kept = null;
        }

        return outcome;
    }

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(vcpu, indices);
        return vcpu == 0 && indices[0] == Msr.Efer && _kept is { } kept ? view with { MsrValue = kept } : view;
    }
}
