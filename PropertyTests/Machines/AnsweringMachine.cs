using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A machine that always answers: its exceptions are what it shows, as to the checker.</summary>
/// <param name="machine">The one that it is otherwise.</param>
public sealed class AnsweringMachine(IMachine machine) : MachineAround(machine)
{
    /// <inheritdoc/>
    public override Outcome Step(Command command)
    {
        try
        {
            return base.Step(command);
        }
        catch (Exception crash) when (crash is not ThreadInterruptedException)
        {
            return Outcome.Crashed(CrashSite.Of(crash));
        }
    }
}
