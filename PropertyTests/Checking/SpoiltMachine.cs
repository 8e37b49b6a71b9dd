using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, but for something that is done before it gets a command or is reset.</summary>
/// <param name="before">Is given the command, or null for a reset, and the number of the VM from 1.</param>
internal sealed class SpoiltMachine(Func<Command?, int, Outcome?> before)
    : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private int _vm = 1;

    public override void Reset()
    {
        base.Reset();
        _ = before(null, ++_vm);
    }

    public override Outcome Step(Command command)
    {
        Outcome? instead = before(command, _vm);
        Outcome right = base.Step(command);
        _vm += command is Command.DestroyVm ? 1 : 0;
        return instead ?? right;
    }
}
