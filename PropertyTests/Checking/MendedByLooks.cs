using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, but of two host writes the second is lost, unless somebody has looked in between.</summary>
internal sealed class MendedByLooks() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    private bool _isWriting;

    /// <summary>How often somebody has looked.</summary>
    public int Looks { get; private set; }

    public override void Reset()
    {
        base.Reset();
        _isWriting = false;
    }

    public override Outcome Step(Command command)
    {
        bool isLost = _isWriting && command is Command.HostWrite;
        _isWriting = command is Command.HostWrite;
        return isLost ? Outcome.Success : base.Step(command);
    }

    public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        _isWriting = false;
        Looks++;
        return base.Observe(vcpu, indices);
    }
}
