using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>
/// The model, but a list allows reading one more MSR behind a VM whose ranges had three MSRs or more.
/// </summary>
internal sealed class LeftoverBit() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private const uint Enough = 3;
    private const uint Index = 0x12;
    private uint _stored;
    private bool _isLeft;

    public override void Reset()
    {
        base.Reset();
        _stored = 0;
        _isLeft = false;
    }

    public override Outcome Step(Command command)
    {
        bool isEnd = command is Command.DestroyVm;
        _isLeft = isEnd ? _stored >= Enough : _isLeft;
        _stored = isEnd ? 0 : command is Command.AddAllowlist ? _stored + Touch.Of(command).Count : _stored;
        return base.Step(command);
    }

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(vcpu, indices);
        int place = indices.IndexOf(Index);
        return _isLeft && _stored > 0 && place >= 0
            ? view with { Decisions = view.Decisions | (1UL << (2 * place)) }
            : view;
    }
}
