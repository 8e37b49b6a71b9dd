using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// Makes the traces of a target's inputs: the first of its machines that differs from the model of a dialect is the one
/// that the trace is about. If none does, the trace says that the last one agrees.
/// </summary>
internal sealed class TraceMaker
{
    private readonly Dialect _dialect;
    private readonly ModelMachine _model;
    private readonly RegisteredMachine[] _machines;

    /// <summary>A maker of traces about the sound dialect.</summary>
    /// <param name="machines">The machines.</param>
    public TraceMaker(params RegisteredMachine[] machines)
        : this(Dialect.Sound, machines)
    {
    }

    /// <summary>A maker.</summary>
    /// <param name="dialect">The dialect that is right.</param>
    /// <param name="machines">The machines.</param>
    public TraceMaker(Dialect dialect, params RegisteredMachine[] machines)
    {
        _dialect = dialect;
        _model = new ModelMachine(dialect.Readings);
        _machines = machines;
    }

    /// <summary>The trace of some commands.</summary>
    /// <param name="commands">The commands; what stands behind a difference is left out.</param>
    /// <param name="target">The name of the target, for provenance.</param>
    public Trace Make(ReadOnlySpan<Command> commands, string target)
    {
        foreach (RegisteredMachine machine in _machines)
        {
            FreshRunner runner = new(() => new ModelMachine(_dialect.Readings), machine.Create);
            if (runner.Run(commands.ToArray()) is { } divergence)
            {
                return Build(machine.Name, commands, divergence, target);
            }
        }

        return Build(_machines[^1].Name, commands, null, target);
    }

    private Trace Build(string machine, ReadOnlySpan<Command> commands, Divergence? divergence, string target) =>
        CounterexampleText.Build(
            machine, _dialect.Name, _model, commands, divergence, $"mode=fuzz target={target}");
}
