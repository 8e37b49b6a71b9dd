using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>
/// The model, of which an MSR of one vCPU holds another value from some command on, until it is written.
/// </summary>
/// <param name="spoils">Whether a command spoils it; null stands for the beginning.</param>
/// <param name="vcpu">The vCPU.</param>
/// <param name="index">The MSR.</param>
internal sealed class SpoiltMsr(Func<Command?, bool> spoils, int vcpu, uint index)
    : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    /// <summary>What the MSR holds once it is spoilt.</summary>
    internal const ulong Value = 0x77;

    private bool _isSpoilt = spoils(null);

    public override void Reset()
    {
        base.Reset();
        _isSpoilt = spoils(null);
    }

    public override Outcome Step(Command command)
    {
        Outcome right = base.Step(command);
        bool isAbout = Touch.Of(command) is { Kind: TouchKind.Access or TouchKind.Register } touch
            && touch.Index == index && touch.Vcpu == vcpu;
        _isSpoilt = (_isSpoilt && !(isAbout && right.Kind is OutcomeKind.Retired or OutcomeKind.Success))
            || spoils(command);
        return (_isSpoilt && isAbout, right.Kind) switch
        {
            (true, OutcomeKind.RetiredRead) => Outcome.RetiredRead(Value),
            (true, OutcomeKind.Value) => Outcome.Value(Value),
            _ => right,
        };
    }

    public override View Observe(int observed, ReadOnlySpan<uint> indices)
    {
        View view = base.Observe(observed, indices);
        return _isSpoilt && observed == vcpu && indices[0] == index ? view with { MsrValue = Value } : view;
    }
}
