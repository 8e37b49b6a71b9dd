using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A machine that always answers: its exceptions are what it shows, as to the checker.</summary>
public sealed class AnsweringMachine(IMachine machine) : IMachine
{
    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => machine.CannotShow;

    /// <inheritdoc/>
    public void Reset() => machine.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        try
        {
            return machine.Step(command);
        }
        catch (Exception crash) when (crash is not ThreadInterruptedException)
        {
            return Outcome.Crashed(CrashSite.Of(crash));
        }
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => machine.Observe(vcpu, indices);
}
