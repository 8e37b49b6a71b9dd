using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, but for something that is done before it gets a command or is reset.</summary>
/// <param name="before">Is given the command, or null for a reset, and the number of the VM from 1.</param>
internal sealed class SpoiltMachine(Func<Command?, int, Outcome?> before) : IMachine
{
    private readonly ModelMachine _model = new(Dialect.Sound.Readings);
    private int _vm = 1;

    public IReadOnlyList<HiddenField> CannotShow => [];

    public void Reset()
    {
        _model.Reset();
        _ = before(null, ++_vm);
    }

    public Outcome Step(Command command)
    {
        Outcome? instead = before(command, _vm);
        Outcome right = _model.Step(command);
        _vm += command is Command.DestroyVm ? 1 : 0;
        return instead ?? right;
    }

    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => _model.Observe(vcpu, indices);
}
