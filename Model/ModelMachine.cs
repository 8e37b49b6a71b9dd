using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The reference model as a machine: it remembers the state and the reasons of its last step.</summary>
public sealed class ModelMachine : IReference
{
    private static readonly Reasons Fresh = new(LifetimeClauses.FreshVmIsUnguarded, LifetimeCases.Destroyed);

    private readonly ReadingSet _readings;
    private readonly bool _isAllowlist;

    /// <summary>A fresh machine of a dialect.</summary>
    public ModelMachine(ReadingSet readings)
    {
        _readings = readings;
        _isAllowlist = readings.Interface == Interface.Allowlist;
    }

    /// <summary>The state after the last step.</summary>
    public VmState State { get; private set; } = VmState.Fresh;

    /// <inheritdoc/>
    public Reasons Reasons { get; private set; } = Fresh;

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => [];

    /// <inheritdoc/>
    public void Reset()
    {
        State = VmState.Fresh;
        Reasons = Fresh;
    }

    /// <summary>Goes on from another state.</summary>
    public void Continue(VmState state) => State = state;

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        StepResult result = ReferenceModel.Step(State, command, _readings, out Outcome outcome);
        State = result.State;
        Reasons = result.Reasons;
        return outcome;
    }

    /// <inheritdoc/>
    public Clause Responsible(Aspect aspect) =>
        Reasons.Case.Of(aspect)?.Clause
        ?? Standing.Of(aspect)
        ?? (aspect == Aspect.Permission ? Reasons.Permission : null)
        ?? Reasons.Ruling;

    /// <inheritdoc/>
    public Clause? Claimed(Outcome answer)
    {
        Row<AllowlistCall>[] rows = [.. AllowlistTable.OfTheArgument.Rows, .. AllowlistTable.UnderTheLock.Rows];
        Clause[] claimed = [.. rows
            .Where(row => row.Answer.Outcome == answer && row.Choice?.IsMade(_readings) != false)
            .Select(row => row.Clause!).Distinct()];
        int decided = Array.FindIndex(rows, row => row.Clause == Reasons.Ruling && row.Case == Reasons.Case);
        return claimed.Length != 1 || Array.FindIndex(rows, row => row.Clause == claimed[0]) >= decided ? null
            : claimed[0] == AllowlistClauses.FailedAllocation && State.Failure == AllocationFailure.Hit
                ? LifetimeClauses.FaultInjection
            : claimed[0];
    }

    /// <inheritdoc/>
    public Clause DecisionClause(uint index, AccessFlags type) =>
        Decisions.Of(State, index, type, _readings).Clause;

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        VcpuState observed = State.Vcpus[vcpu];
        bool present = HostAccessModel.TryRead(State, vcpu, indices[0], out ulong value);
        return new View(
            _isAllowlist ? State.Slots.Length : State.Filter.RangesInUse, !State.LockHeld, State.LiveAllocations,
            State.UserSpaceMsr, observed.Exit is not null, observed.Registers, present, value, DecisionsOf(indices));
    }

    private ulong DecisionsOf(ReadOnlySpan<uint> indices)
    {
        ulong decisions = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            // Read is bit 0 of the flags and of each pair, write is bit 1 of both.
            AccessFlags allowed = _isAllowlist
                ? FastDecision.Allowed(State.Slots, indices[i], _readings)
                : Decisions.Allowed(State, indices[i], _readings);
            decisions |= (ulong)allowed << (2 * i);
        }

        return decisions;
    }
}
