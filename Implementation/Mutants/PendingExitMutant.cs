using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>A machine whose vCPUs still stand at an exit after it was completed.</summary>
internal sealed class PendingExitMutant : IMachine
{
    private readonly IMachine _sound;
    private readonly MutantParts _parts;
    private readonly bool[] _left = new bool[IMachine.VcpuCount];

    /// <summary>The decorator of a machine, and what that consists of.</summary>
    internal PendingExitMutant(IMachine sound, MutantParts parts)
    {
        _sound = sound;
        _parts = parts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => _sound.CannotShow;

    /// <inheritdoc/>
    public void Reset()
    {
        _sound.Reset();
        _left.AsSpan().Clear();
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        switch (command)
        {
            case Command.Guest guest when _left[guest.Vcpu]:
                return Outcome.Refused(RefusalReason.ExitPending);
            case Command.CompleteExit exit when _left[exit.Vcpu]:
                return _parts.Executor(exit.Vcpu).Complete(exit.Error, exit.Data);
        }

        Outcome outcome = _sound.Step(command);
        if (command is Command.CompleteExit completed && outcome.Kind != OutcomeKind.Refused)
        {
            _left[completed.Vcpu] = true;
        }
        else if (command is Command.DestroyVm)
        {
            _left.AsSpan().Clear();
        }

        return outcome;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = _sound.Observe(vcpu, indices);
        return view with { ExitPending = view.ExitPending || _left[vcpu] };
    }
}
