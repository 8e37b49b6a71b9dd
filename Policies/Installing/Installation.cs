using MsrSpec.Model;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Installing;

/// <summary>A VM of the reference model to which ranges are given as an interface wants them.</summary>
/// <param name="dialect">The dialect whose kernel it is.</param>
internal sealed class Installation(Dialect dialect)
{
    private VmState _state = VmState.Fresh;

    /// <summary>Whether no range and no filter is there, so that nothing is filtered.</summary>
    public bool IsOpen => _state.Slots.IsEmpty && _state.Filter.Installed is null;

    /// <summary>Carries out one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="ruling">The clause that decides what it answers.</param>
    public Outcome Step(Command command, out Clause ruling)
    {
        StepResult result = ReferenceModel.Step(_state, command, dialect.Readings, out Outcome outcome);
        _state = result.State;
        ruling = result.Reasons.Ruling;
        return outcome;
    }

    /// <summary>What it decides, of every index in both directions.</summary>
    public MsrPolicy Decided() => DecidedPolicy.Of(_state, dialect.Readings);
}
