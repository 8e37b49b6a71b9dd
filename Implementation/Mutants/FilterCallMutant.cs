using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// A machine with the filter behind a decorator. Each mutant replaces one property; those that it leaves alone do
/// nothing.
/// </summary>
/// <param name="sound">The machine behind it.</param>
internal sealed class FilterCallMutant(IMachine sound) : IMachine
{
    /// <summary>The machine behind it.</summary>
    internal IMachine Sound => sound;

    /// <summary>What a command is taken for.</summary>
    internal Func<Command, Command> Misreading { get; init; } = command => command;

    /// <summary>What a command answers that the sound machine answers so.</summary>
    internal Func<FilterCallMutant, Command, Outcome, Outcome> Answer { get; init; } = (_, _, outcome) => outcome;

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => sound.CannotShow;

    /// <inheritdoc/>
    public void Reset() => sound.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command) => Answer(this, command, sound.Step(Misreading(command)));

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => sound.Observe(vcpu, indices);
}
