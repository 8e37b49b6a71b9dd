using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// A machine with the filter behind a decorator that knows which slots are written. Each mutant replaces one property;
/// those that it leaves alone do nothing.
/// </summary>
internal sealed class FilterCallMutant : IMachine
{
    private readonly List<FilterSlot> _written = [];

    /// <summary>A decorator, so far without a defect.</summary>
    internal FilterCallMutant(IMachine sound) => Sound = sound;

    /// <summary>The machine behind it.</summary>
    internal IMachine Sound { get; }

    /// <summary>What a command is taken for.</summary>
    internal Func<FilterCallMutant, Command, Command> Misreading { get; init; } = (_, command) => command;

    /// <summary>What a command answers that the sound machine answers so.</summary>
    internal Func<FilterCallMutant, Command, Outcome, Outcome> Answer { get; init; } = (_, _, outcome) => outcome;

    /// <summary>The slots of the next filter's struct.</summary>
    internal IReadOnlyList<FilterSlot> Written => _written;

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => Sound.CannotShow;

    /// <inheritdoc/>
    public void Reset()
    {
        _written.Clear();
        Sound.Reset();
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        Outcome outcome = Answer(this, command, Sound.Step(Misreading(this, command)));
        if (command is Command.WriteFilterSlot write && outcome == Outcome.Success)
        {
            _written.Add(write.Slot);
        }
        else if (command is Command.SetFilter or Command.DestroyVm)
        {
            _written.Clear();
        }

        return outcome;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => Sound.Observe(vcpu, indices);
}
