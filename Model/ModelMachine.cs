using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The reference model as a machine: it remembers the state and the clauses of its last step.</summary>
public sealed class ModelMachine : IReference
{
    private readonly ReadingSet _readings;

    /// <summary>A fresh machine of a dialect.</summary>
    public ModelMachine(ReadingSet readings) => _readings = readings;

    /// <summary>The state now.</summary>
    public VmState State { get; private set; } = VmState.Fresh;

    /// <inheritdoc/>
    public Clause Ruling { get; private set; } = LifetimeClauses.FreshVmIsUnguarded;

    /// <inheritdoc/>
    public Clause? Consequence { get; private set; }

    /// <inheritdoc/>
    public void Reset()
    {
        State = VmState.Fresh;
        Ruling = LifetimeClauses.FreshVmIsUnguarded;
        Consequence = null;
    }

    /// <summary>Goes on from another state.</summary>
    public void Continue(VmState state) => State = state;

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        StepResult result = ReferenceModel.Step(State, command, _readings);
        State = result.State;
        Ruling = result.Ruling;
        Consequence = result.Consequence;
        return result.Outcome;
    }

    /// <inheritdoc/>
    public Clause DecisionClause(uint index, AccessFlags type) =>
        RangeRules.Decide(State.Slots, index, type, _readings).Clause;

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        VcpuState observed = State.Vcpus[vcpu];
        bool present = HostAccessModel.TryRead(State, vcpu, indices[0], out ulong value);
        return new View(
            State.Slots.Length, !State.LockHeld, State.LiveAllocations, State.UserSpaceMsr,
            observed.Exit is not null, observed.Registers, present, value, Decisions(indices));
    }

    private ulong Decisions(ReadOnlySpan<uint> indices)
    {
        ulong decisions = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            decisions |= Decision(indices[i], AccessFlags.Read) << (2 * i);
            decisions |= Decision(indices[i], AccessFlags.Write) << ((2 * i) + 1);
        }

        return decisions;
    }

    private ulong Decision(uint index, AccessFlags type) =>
        RangeRules.Allows(State.Slots, index, type, _readings) ? 1UL : 0;
}
