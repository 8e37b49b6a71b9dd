using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// A machine behind a decorator that carries out some commands in another way. Each mutant replaces one property;
/// those that it leaves alone do nothing.
/// </summary>
internal sealed class MachineMutant : IMachine
{
    private readonly IMachine _sound;

    /// <summary>A decorator, so far without a defect.</summary>
    internal MachineMutant(IMachine sound) => _sound = sound;

    /// <summary>What a command is taken for.</summary>
    internal Func<Command, Command> Misreading { get; init; } = command => command;

    /// <summary>What a command answers without reaching the sound machine, or null.</summary>
    internal Func<Command, Outcome?> Instead { get; init; } = _ => null;

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => _sound.CannotShow;

    /// <inheritdoc/>
    public void Reset() => _sound.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command) => Instead(command) ?? _sound.Step(Misreading(command));

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => _sound.Observe(vcpu, indices);
}
